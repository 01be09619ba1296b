package cloze.train.averaging;

import java.util.List;

/**
 * Carries a round to the workers and their outcomes back: one Spark stage whose partition w fits the minibatches of worker w, each by a
 * {@link WorkerRound}. How it does that is all in which the trainers of this package's sub-packages differ.
 */
public interface RoundStage extends AutoCloseable {
    /** The outcome of each worker that had work, in any order. */
    List<WorkerOutcome> run(RoundTask task, Round round);

    /** Frees what the stage keeps from round to round. */
    @Override
    void close();
}
