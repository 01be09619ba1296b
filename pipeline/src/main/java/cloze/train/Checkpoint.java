package cloze.train;

import cloze.tensor.Tensor;
import java.util.List;

/**
 * All a run needs to go on.
 *
 * @param info where the run stands
 * @param parameters the network's parameters by name
 * @param updater the optimiser's state
 * @param log the training log so far, one row per round
 * @param validation the measurements on held-out examples so far
 */
record Checkpoint(
        CheckpointInfo info,
        List<Tensor> parameters,
        List<Tensor> updater,
        List<TrainingLogRow> log,
        List<ValidationLogRow> validation) {
    Checkpoint {
        parameters = List.copyOf(parameters);
        updater = List.copyOf(updater);
        log = List.copyOf(log);
        validation = List.copyOf(validation);
    }
}
