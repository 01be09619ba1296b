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

    /** Prepended to names passed to {@link #get}. */
    private final String prefix;

    private Parameters(List<ParameterShape> shapes, Map<String, Parameter> byName, String prefix) {
        this.shapes = shapes;
        this.byName = byName;
        this.prefix = prefix;
    }

    /** Cuts {@code flat}, the values of all parameters of a network, into views. Its rank is 1 or 2. */
    public static Parameters over(List<ParameterShape> shapes, INDArray flat) {
        Map<String, Parameter> byName = new LinkedHashMap<>();
        shapes.forEach(shape -> byName.put(shape.name(), new Parameter(shape.view(flat))));
        return new Parameters(List.copyOf(shapes), byName, "");
    }

    /** Returns the parameters of one part, by their names there. */
    public Parameters of(String part) {
        return new Parameters(shapes, byName, part + ".");
    }

    /** Directs the gradients of all parameters to {@code flat}, of rank 1 or 2. */
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

    /** Returns the view of each parameter's values, by qualified name and in the order of the flat vector. */
    public Map<String, INDArray> views() {
        Map<String, INDArray> views = new LinkedHashMap<>();
        byName.forEach((name, parameter) -> views.put(name, parameter.view()));
        return Collections.unmodifiableMap(views);
    }

    /** Returns the view of each parameter's gradient, in the same way as {@link #views}. */
    public Map<String, INDArray> gradientViews() {
        Map<String, INDArray> views = new LinkedHashMap<>();
        byName.forEach((name, parameter) -> views.put(name, parameter.gradientView()));
        return Collections.unmodifiableMap(views);
    }
}
