package cloze.train.synchronisation;

import cloze.tensor.Tensor;
import java.util.List;

/**
 * The state that a trainer carries from one round to the next, and that a checkpoint stores.
 *
 * @param parameters initial parameters of every worker, in Deeplearning4j's flat order
 * @param optimiser all other vectors, by name; only the {@link Synchronisation} can interpret them
 */
@SuppressWarnings("ArrayRecordComponent") // handed on by reference, never changed and never compared
public record TrainerState(float[] parameters, List<Tensor> optimiser) {
    public TrainerState {
        optimiser = List.copyOf(optimiser);
    }
}
