package cloze.train.synchronisation;

import cloze.config.NetworkConfig;
import cloze.error.InvalidInputException;
import cloze.network.parameter.ParameterLayout;
import cloze.network.parameter.ParameterShape;
import cloze.tensor.Tensor;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Converts between Deeplearning4j's flat vector of parameters and named tensors.
 *
 * @param shapes the parameters in flat order, without gaps
 */
public record FlatParameters(List<ParameterShape> shapes) implements Serializable {
    public FlatParameters {
        shapes = List.copyOf(shapes);
    }

    /** Returns the layout of the parameters of {@code network}. */
    public static FlatParameters of(NetworkConfig network) {
        return new FlatParameters(ParameterLayout.of(network));
    }

    /** Returns the layout of the parameters of a classifier of {@code labels} classes; see {@link ParameterLayout#ofClassifier}. */
    public static FlatParameters ofClassifier(NetworkConfig network, int labels) {
        return new FlatParameters(ParameterLayout.ofClassifier(network, labels));
    }

    /** Returns the number of elements of all parameters. */
    public int length() {
        return Math.toIntExact(shapes.stream().mapToLong(ParameterShape::length).sum());
    }

    /** Cuts {@code flat} into one tensor per parameter. */
    public List<Tensor> named(float[] flat) {
        return shapes.stream()
                .map(shape ->
                        new Tensor(shape.name(), shape.extents(), Arrays.copyOfRange(flat, (int) shape.offset(), (int)
                                (shape.offset() + shape.length()))))
                .toList();
    }

    /**
     * Joins named parameters, in any order, into the flat vector.
     *
     * @param origin where they come from, for the message
     * @throws InvalidInputException if one is missing, unknown or of another shape
     */
    public float[] flat(List<Tensor> named, String origin) {
        Map<String, Tensor> byName = new HashMap<>();
        named.forEach(tensor -> byName.put(tensor.name(), tensor));
        List<String> faults = new ArrayList<>();
        float[] flat = new float[length()];
        for (ParameterShape shape : shapes) {
            Tensor tensor = byName.remove(shape.name());
            if (tensor == null) {
                faults.add("%s %s is missing".formatted(shape.name(), shape.extents()));
            } else if (!tensor.shape().equals(shape.extents())) {
                faults.add("%s is %s, expected %s".formatted(shape.name(), tensor.shape(), shape.extents()));
            } else {
                System.arraycopy(tensor.values(), 0, flat, (int) shape.offset(), (int) shape.length());
            }
        }
        new TreeSet<>(byName.keySet()).forEach(name -> faults.add(name + " is not a parameter of this network"));
        if (!faults.isEmpty()) {
            throw new InvalidInputException(
                    "Weights of %s do not fit the network: %s; the network section must match the model"
                            .formatted(origin, String.join("; ", faults)));
        }
        return flat;
    }
}
