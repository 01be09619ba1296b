package cloze.train.checkpoint;

import cloze.tensor.Tensor;
import cloze.train.log.TrainingHistory;
import cloze.train.log.TrainingLogRow;
import cloze.train.log.ValidationLogRow;
import java.util.List;

/**
 * Everything a run needs to resume.
 *
 * @param info progress of the run
 * @param parameters the parameters of the network by name
 * @param updater the state of the optimiser
 * @param log the training log so far, one row per round
 * @param validation the measurements on held-out examples so far
 */
public record Checkpoint(
        CheckpointInfo info,
        List<Tensor> parameters,
        List<Tensor> updater,
        List<TrainingLogRow> log,
        List<ValidationLogRow> validation) {
    public Checkpoint {
        parameters = List.copyOf(parameters);
        updater = List.copyOf(updater);
        log = List.copyOf(log);
        validation = List.copyOf(validation);
    }

    /** Returns the history of the run up to this checkpoint. */
    public TrainingHistory history() {
        return TrainingHistory.of(log, validation, info.seconds());
    }
}
