package cloze.train;

import cloze.train.log.TrainingLogRow;
import cloze.train.log.ValidationLogRow;
import java.util.List;

/**
 * The result of a training run.
 *
 * @param rounds number of averaging rounds
 * @param steps number of steps of each worker
 * @param reason why the run ended
 * @param seconds time spent in the rounds, including those before a resume
 * @param log one row per round
 * @param validation one row per measurement on held-out examples
 * @param checkpoint folder of the resulting checkpoint: the best one if the run may stop early, otherwise the last
 */
public record PretrainingResult(
        int rounds,
        int steps,
        StopReason reason,
        double seconds,
        List<TrainingLogRow> log,
        List<ValidationLogRow> validation,
        String checkpoint) {
    public PretrainingResult {
        log = List.copyOf(log);
        validation = List.copyOf(validation);
    }

    /** Returns the log row of the last round. */
    public TrainingLogRow last() {
        return log.get(log.size() - 1);
    }
}
