package cloze.train.synchronisation;

import cloze.train.optimiser.BertAdam;
import java.io.Serializable;

/**
 * A network's parameters and its optimiser's state as they travel between driver and workers: two arrays that Java serialisation writes in
 * bulk.
 *
 * @param parameters all parameters, in Deeplearning4j's flat order
 * @param updater the optimiser's state, in Deeplearning4j's flat order; {@link BertAdam}: [m | v]
 */
@SuppressWarnings("ArrayRecordComponent") // handed on by reference, never changed and never compared
public record ModelState(float[] parameters, float[] updater) implements Serializable {
    /** Whether every parameter is a number. */
    public boolean isFinite() {
        float sum = 0;
        for (float parameter : parameters) {
            sum += parameter * 0;
        }
        return sum == 0;
    }
}
