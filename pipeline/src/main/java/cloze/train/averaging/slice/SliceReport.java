package cloze.train.averaging.slice;

import cloze.train.averaging.WorkerOutcome;
import cloze.train.synchronisation.Spread;
import java.io.Serializable;
import java.util.List;

/**
 * What the driver learns of a slice. Its size does not depend on the number of parameters.
 *
 * @param slice index of the slice
 * @param spread spread of the workers over the blocks of the slice
 * @param outcomes outcomes of the workers, without states; every worker sends its own to the first slice only
 */
record SliceReport(int slice, Spread spread, List<WorkerOutcome> outcomes) implements Serializable {
    SliceReport {
        outcomes = List.copyOf(outcomes);
    }

    /** Returns the number of workers that the slice is the mean of. */
    int contributors() {
        return spread.workers();
    }
}
