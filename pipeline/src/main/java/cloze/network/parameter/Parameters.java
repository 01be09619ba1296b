package cloze.network.parameter;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The parameters of a network, or of one part of it, by name, over the flat vectors of values and of gradients. */
public final class Parameters {
    private final List<ParameterShape> shapes;
    private final Map<String, Parameter> byName;

    /** What names passed to {@link #get} lack. */
    private final String prefix;

    private Parameters(List<ParameterShape> shapes, Map<String, Parameter> byName, String prefix) {
        this.shapes = shapes;
        this.byName = byName;
        this.prefix = prefix;
    }

    /** All parameters of a network; {@code flat} holds their values, and has rank 1 or 2. */
    public static Parameters over(List<ParameterShape> shapes, INDArray flat) {
        Map<String, Parameter> byName = new LinkedHashMap<>();
        shapes.forEach(shape -> byName.put(shape.name(), new Parameter(shape.view(flat))));
        return new Parameters(List.copyOf(shapes), byName, "");
    }

    /** Those of one part, by their names there. */
    public Parameters of(String part) {
        return new Parameters(shapes, byName, part + ".");
    }

    /** Has gradients of all parameters go to {@code flat}, of rank 1 or 2. */
    public void attachGradients(INDArray flat) {
        shapes.forEach(shape -> byName.get(shape.name()).attachGradient(shape.view(flat)));
    }

    public Parameter get(String name) {
        Parameter parameter = byName.get(prefix + name);
        if (parameter == null) {
            throw new IllegalArgumentException(
                    "No parameter %s; there are %s".formatted(prefix + name, byName.keySet()));
        }
        return parameter;
    }

    public Vector vector(String name) {
        return new Vector(get(name));
    }

    /** The window of every parameter on the flat vector of values, by its whole name and in the order of that vector. */
    public Map<String, INDArray> views() {
        Map<String, INDArray> views = new LinkedHashMap<>();
        byName.forEach((name, parameter) -> views.put(name, parameter.view()));
        return Collections.unmodifiableMap(views);
    }

    /** The window of every parameter on the flat vector of gradients, as {@link #views}. */
    public Map<String, INDArray> gradientViews() {
        Map<String, INDArray> views = new LinkedHashMap<>();
        byName.forEach((name, parameter) -> views.put(name, parameter.gradientView()));
        return Collections.unmodifiableMap(views);
    }
}
