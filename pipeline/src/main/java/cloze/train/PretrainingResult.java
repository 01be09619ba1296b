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

    /** Returns the log row of the last round that was not left out. */
    public TrainingLogRow last() {
        return log.stream()
                .filter(row -> !row.wasLeftOut())
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    /** Returns the numbers of the rounds that were left out because they diverged. */
    public List<Integer> leftOut() {
        return log.stream()
                .filter(TrainingLogRow::wasLeftOut)
                .map(TrainingLogRow::round)
                .toList();
    }
}
