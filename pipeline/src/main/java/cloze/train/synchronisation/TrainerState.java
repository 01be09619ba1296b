package cloze.train.synchronisation;

import cloze.tensor.Tensor;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

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

    /** Joins the slices of a state, in their order. Inverse of {@link #slice}. */
    public static TrainerState joined(List<TrainerState> slices) {
        List<Tensor> first = slices.get(0).optimiser();
        List<Tensor> vectors = IntStream.range(0, first.size())
                .mapToObj(i -> Vectors.named(
                        first.get(i).name(),
                        joined(slices, slice -> slice.optimiser().get(i).values())))
                .toList();
        return new TrainerState(joined(slices, TrainerState::parameters), vectors);
    }

    private static float[] joined(List<TrainerState> slices, Function<TrainerState, float[]> part) {
        List<float[]> parts = slices.stream().map(part).toList();
        float[] whole =
                new float[parts.stream().mapToInt(values -> values.length).sum()];
        int offset = 0;
        for (float[] values : parts) {
            System.arraycopy(values, 0, whole, offset, values.length);
            offset += values.length;
        }
        return whole;
    }
}
