package cloze.train;

import cloze.train.log.TrainingLogRow;
import cloze.train.log.ValidationLogRow;
import java.util.List;

/**
 * A finished training run.
 *
 * @param rounds averaging rounds made
 * @param steps steps of each worker made
 * @param reason why it ended there
 * @param seconds time spent in the rounds, also those before a restart
 * @param log one row per round
 * @param validation one row per measurement on held-out examples
 * @param checkpoint the folder of the checkpoint that is the result: the last, or the best where the run may stop early
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

    /** The last round. */
    public TrainingLogRow last() {
        return log.get(log.size() - 1);
    }
}
