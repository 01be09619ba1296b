package cloze.train.averaging;

import java.util.List;

/**
 * What a trainer carries from one round to the next.
 *
 * @param parameters what every worker begins with, in Deeplearning4j's flat order
 * @param updaters the optimiser's state: one, the average, or one of each worker, in the workers' order
 * @param outerMomentum the outer optimiser's state, a float per parameter; of length 0 when there is none
 */
@SuppressWarnings("ArrayRecordComponent") // handed on by reference, never changed and never compared
public record TrainerState(float[] parameters, List<float[]> updaters, float[] outerMomentum) {
    public TrainerState {
        updaters = List.copyOf(updaters);
    }
}
