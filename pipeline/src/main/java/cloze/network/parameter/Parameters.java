package cloze.network.parameter;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The parameters of one vertex by name, in the order of the flat vector. */
public final class Parameters {
    private final ParameterLayout layout;
    private final Map<String, Parameter> byName = new LinkedHashMap<>();
    private final Map<String, INDArray> views = new LinkedHashMap<>();
    private final Map<String, INDArray> gradientViews = new LinkedHashMap<>();

    /** {@code flat}: the vertex's stretch of the flat vector, of rank 1 or 2. */
    public Parameters(ParameterLayout layout, INDArray flat) {
        this.layout = layout;
        cut(layout, flat, views);
        views.forEach((name, view) -> byName.put(name, new Parameter(view)));
    }

    public void attachGradients(INDArray flat) {
        cut(layout, flat, gradientViews);
        gradientViews.forEach((name, view) -> byName.get(name).attachGradient(view));
    }

    private static void cut(ParameterLayout layout, INDArray flat, Map<String, INDArray> views) {
        INDArray row = flat.reshape(flat.length());
        long from = 0;
        for (Map.Entry<String, long[]> shape : layout.shapes().entrySet()) {
            long to = from + ParameterLayout.length(shape.getValue());
            views.put(shape.getKey(), row.get(NDArrayIndex.interval(from, to)).reshape('c', shape.getValue()));
            from = to;
        }
    }

    public Parameter get(String name) {
        Parameter parameter = byName.get(name);
        if (parameter == null) {
            throw new IllegalArgumentException("No parameter %s; there are %s".formatted(name, byName.keySet()));
        }
        return parameter;
    }

    public Vector vector(String name) {
        return new Vector(get(name));
    }

    public Map<String, INDArray> views() {
        return Collections.unmodifiableMap(views);
    }

    public Map<String, INDArray> gradientViews() {
        return Collections.unmodifiableMap(gradientViews);
    }
}
