package cloze.train.averaging;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/**
 * Carries a round to the workers and brings their outcomes back. One Spark stage, whose partition w fits the
 * minibatches of worker w, each by a {@link WorkerRound}. The trainers in the sub-packages of this package differ only
 * in how they do that.
 */
public interface RoundStage extends AutoCloseable {
    /** Runs the stage. Returns the outcome of each worker that had work, in any order. */
    List<WorkerOutcome> run(RoundTask task, Round round);

    /**
     * Returns the outcomes without running anything: partition w fits the minibatches of worker w when a job asks for
     * it, and holds the outcome, or nothing if the worker has no work.
     *
     * @param starts partition w holds the state that worker w starts from, and is not read if the worker has no work
     */
    JavaRDD<WorkerOutcome> outcomes(RoundTask task, Round round, JavaRDD<WorkerStart> starts);

    /** Frees what the stage keeps between rounds. */
    @Override
    void close();
}
