package cloze.train;

import java.util.List;

/**
 * A finished training run.
 *
 * @param rounds averaging rounds of the whole run
 * @param steps steps of each worker in the whole run
 * @param seconds time spent in the rounds, also those before a restart
 * @param log one row per round
 * @param checkpoint the folder of the last checkpoint
 */
public record PretrainingResult(int rounds, int steps, double seconds, List<TrainingLogRow> log, String checkpoint) {
    public PretrainingResult {
        log = List.copyOf(log);
    }

    /** The last round. */
    public TrainingLogRow last() {
        return log.get(log.size() - 1);
    }
}
