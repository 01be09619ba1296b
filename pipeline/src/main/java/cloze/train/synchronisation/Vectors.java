package cloze.train.synchronisation;

import cloze.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Names the vectors of a state, and finds them by name. */
final class Vectors {
    private Vectors() {}

    static Tensor named(String name, float[] values) {
        return new Tensor(name, List.of((long) values.length), values);
    }

    static Map<String, Tensor> byName(TrainerState state) {
        return state.optimiser().stream().collect(Collectors.toMap(Tensor::name, Function.identity()));
    }

    static float[] of(Map<String, Tensor> vectors, String name) {
        Tensor found = vectors.get(name);
        if (found == null) {
            throw new IllegalArgumentException(
                    "Trainer state: expected a vector %s, found %s".formatted(name, vectors.keySet()));
        }
        return found.values();
    }
}
