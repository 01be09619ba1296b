package cloze.train.checkpoint;

import cloze.error.CorruptArtifactException;
import cloze.tensor.Tensor;
import cloze.train.synchronisation.FlatParameters;
import cloze.train.synchronisation.TrainerState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Converts the state of a trainer to the tensors of a checkpoint, and back.
 *
 * @param layout the parameters of the network
 */
public record StateTensors(FlatParameters layout) {
    public List<Tensor> parameters(TrainerState state) {
        return layout.named(state.parameters());
    }

    /**
     * Returns the state that {@code checkpoint} was made from.
     *
     * @param first the state before the first round of the run, which has the same vectors
     * @throws CorruptArtifactException if the checkpoint does not fit this run
     */
    public TrainerState state(Checkpoint checkpoint, TrainerState first) {
        Map<String, Tensor> found = new HashMap<>();
        checkpoint.updater().forEach(tensor -> found.put(tensor.name(), tensor));
        List<Tensor> optimiser = first.optimiser().stream()
                .map(expected -> require(checkpoint, found, expected))
                .toList();
        return new TrainerState(layout.flat(checkpoint.parameters(), "the checkpoint"), optimiser);
    }

    private static Tensor require(Checkpoint checkpoint, Map<String, Tensor> found, Tensor expected) {
        Tensor tensor = found.get(expected.name());
        if (tensor == null || tensor.values().length != expected.values().length) {
            throw new CorruptArtifactException(
                    "Checkpoint of step %d: expected %d floats of %s, found %s; delete the folder to resume from an older checkpoint"
                            .formatted(
                                    checkpoint.info().step(),
                                    expected.values().length,
                                    expected.name(),
                                    tensor == null ? "none" : tensor.values().length + " floats"));
        }
        return tensor;
    }
}
