package cloze.train.averaging;

import java.util.List;

/**
 * Carries a round to the workers and brings their outcomes back. One Spark stage, whose partition w fits the
 * minibatches of worker w, each by a {@link WorkerRound}. The trainers in the sub-packages of this package differ only
 * in how they do that.
 */
public interface RoundStage extends AutoCloseable {
    /** Runs the stage. Returns the outcome of each worker that had work, in any order. */
    List<WorkerOutcome> run(RoundTask task, Round round);

    /** Frees what the stage keeps between rounds. */
    @Override
    void close();
}
