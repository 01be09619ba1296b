package cloze.train.synchronisation;

import cloze.tensor.Tensor;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The state that a trainer carries from one round to the next, and that a checkpoint stores.
 *
 * @param parameters initial parameters of every worker, in Deeplearning4j's flat order
 * @param optimiser all other vectors, by name; only the {@link Synchronisation} can interpret them
 */
@SuppressWarnings("ArrayRecordComponent") // handed on by reference, never changed and never compared
public record TrainerState(float[] parameters, List<Tensor> optimiser) implements Serializable {
    public TrainerState {
        optimiser = List.copyOf(optimiser);
    }

    /**
     * Returns a copy of the parameters {@code from} (inclusive) to {@code to} (exclusive), with the same share of every
     * other vector, by position alone: a vector of twice the length gives its elements 2 from to 2 to. Because every
     * synchronisation is element-wise, these need not belong to those parameters.
     */
    public TrainerState slice(int from, int to) {
        List<Tensor> parts = optimiser.stream()
                .map(vector -> Vectors.named(vector.name(), part(vector.values(), from, to)))
                .toList();
        return new TrainerState(part(parameters, from, to), parts);
    }

    private float[] part(float[] vector, int from, int to) {
        int times = parameters.length == 0 ? 0 : vector.length / parameters.length;
        return Arrays.copyOfRange(vector, times * from, times * to);
    }

    /**
     * Joins the slices of a state, in their order. Holds one of them at a time beside the result. Inverse of
     * {@link #slice}.
     *
     * @param parameters number of parameters of all slices
     */
    public static TrainerState joined(int parameters, Iterator<TrainerState> slices) {
        float[] whole = new float[parameters];
        Map<String, float[]> vectors = new LinkedHashMap<>();
        int from = 0;
        while (slices.hasNext()) {
            TrainerState slice = slices.next();
            int length = slice.parameters().length;
            System.arraycopy(slice.parameters(), 0, whole, from, length);
            for (Tensor part : slice.optimiser()) {
                int times = part.values().length / length;
                float[] vector = vectors.computeIfAbsent(part.name(), name -> new float[times * parameters]);
                System.arraycopy(part.values(), 0, vector, times * from, times * length);
            }
            from += length;
        }
        return new TrainerState(
                whole,
                vectors.entrySet().stream()
                        .map(vector -> Vectors.named(vector.getKey(), vector.getValue()))
                        .toList());
    }
}
