package cloze.train.averaging.dl4j;

import cloze.train.averaging.WorkerOutcome;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;

/**
 * Wraps the outcome of a worker in the type that Deeplearning4j passes on within a task. Only the outcome leaves the
 * executor.
 */
final class WorkerResult extends ParameterAveragingTrainingResult {
    private final WorkerOutcome outcome;

    WorkerResult(WorkerOutcome outcome) {
        super(null, null, 0, null, null, null);
        this.outcome = outcome;
    }

    WorkerOutcome outcome() {
        return outcome;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WorkerResult that && outcome.equals(that.outcome);
    }

    @Override
    public int hashCode() {
        return outcome.hashCode();
    }
}
