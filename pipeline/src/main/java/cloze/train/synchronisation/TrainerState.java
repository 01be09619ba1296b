package cloze.train.synchronisation;

import cloze.tensor.Tensor;
import java.util.List;

/**
 * What a trainer carries from one round to the next: all that a checkpoint has to hold of it.
 *
 * @param parameters what every worker begins with, in Deeplearning4j's flat order
 * @param optimiser everything else, by name: vectors that only the {@link Synchronisation} can interpret
 */
@SuppressWarnings("ArrayRecordComponent") // handed on by reference, never changed and never compared
public record TrainerState(float[] parameters, List<Tensor> optimiser) {
    public TrainerState {
        optimiser = List.copyOf(optimiser);
    }
}
