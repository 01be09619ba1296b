package cloze.train.checkpoint;

import cloze.train.log.TrainingHistory;
import cloze.train.log.TrainingLogRow;
import cloze.train.log.ValidationLogRow;
import java.util.List;

/**
 * Everything a run needs to resume but its state, which is read and written by those who keep it.
 *
 * @param info progress of the run
 * @param log the training log so far, one row per round
 * @param validation the measurements on held-out examples so far
 */
public record Checkpoint(CheckpointInfo info, List<TrainingLogRow> log, List<ValidationLogRow> validation) {
    public Checkpoint {
        log = List.copyOf(log);
        validation = List.copyOf(validation);
    }

    /** Returns the history of the run up to this checkpoint. */
    public TrainingHistory history() {
        return TrainingHistory.of(log, validation, info.seconds());
    }
}
