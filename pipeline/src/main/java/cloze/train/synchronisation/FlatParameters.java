package cloze.train.synchronisation;

import cloze.error.InvalidInputException;
import cloze.network.graph.NamedParameter;
import cloze.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Where each named parameter lies in Deeplearning4j's flat order.
 *
 * @param slots the parameters in flat order, without gaps
 */
public record FlatParameters(List<Slot> slots) {

    /**
     * One parameter.
     *
     * @param name vertex and parameter, joined by a full stop
     * @param shape extents, outermost first
     * @param offset its first element in the flat order
     * @param length its elements
     */
    public record Slot(String name, List<Long> shape, int offset, int length) {}

    public FlatParameters {
        slots = List.copyOf(slots);
    }

    /** Parameters that lie one after the other in the order given, as Deeplearning4j lays them out. */
    public static FlatParameters of(List<NamedParameter> parameters) {
        List<Slot> slots = new ArrayList<>();
        int offset = 0;
        for (NamedParameter parameter : parameters) {
            List<Long> shape = Arrays.stream(parameter.shape()).boxed().toList();
            int length = Math.toIntExact(parameter.view().length());
            slots.add(new Slot(parameter.qualifiedName(), shape, offset, length));
            offset += length;
        }
        return new FlatParameters(slots);
    }

    /** Elements of all parameters. */
    public int length() {
        return slots.stream().mapToInt(Slot::length).sum();
    }

    /** The parameters of {@code flat}, each by its name. */
    public List<Tensor> named(float[] flat) {
        return slots.stream()
                .map(slot -> new Tensor(
                        slot.name(),
                        slot.shape(),
                        Arrays.copyOfRange(flat, slot.offset(), slot.offset() + slot.length())))
                .toList();
    }

    /**
     * Named parameters, in any order, in the flat one.
     *
     * @param origin where they come from, for the message
     * @throws InvalidInputException when one is missing, unknown or of another shape
     */
    public float[] flat(List<Tensor> named, String origin) {
        Map<String, Tensor> byName = new HashMap<>();
        named.forEach(tensor -> byName.put(tensor.name(), tensor));
        List<String> faults = new ArrayList<>();
        float[] flat = new float[length()];
        for (Slot slot : slots) {
            Tensor tensor = byName.remove(slot.name());
            if (tensor == null) {
                faults.add("%s %s is missing".formatted(slot.name(), slot.shape()));
            } else if (!tensor.shape().equals(slot.shape())) {
                faults.add("%s is %s, expected %s".formatted(slot.name(), tensor.shape(), slot.shape()));
            } else {
                System.arraycopy(tensor.values(), 0, flat, slot.offset(), slot.length());
            }
        }
        new TreeSet<>(byName.keySet()).forEach(name -> faults.add(name + " is not a parameter of this network"));
        if (!faults.isEmpty()) {
            throw new InvalidInputException(
                    "Weights of %s do not fit the network: %s; the network section must be that of the model"
                            .formatted(origin, String.join("; ", faults)));
        }
        return flat;
    }
}
