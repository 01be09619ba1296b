package cloze.train;

import java.util.List;

/**
 * What a trainer carries from one round to the next.
 *
 * @param parameters the averaged parameters, in Deeplearning4j's flat order
 * @param updaters the optimiser's state: one, the average
 */
@SuppressWarnings("ArrayRecordComponent") // handed on by reference, never changed and never compared
record TrainerState(float[] parameters, List<float[]> updaters) {
    TrainerState {
        updaters = List.copyOf(updaters);
    }
}
