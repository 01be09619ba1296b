package cloze.train.checkpoint;

import cloze.error.CorruptArtifactException;
import cloze.tensor.Tensor;
import cloze.train.averaging.AveragingRule;
import cloze.train.averaging.TrainerState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A trainer's state as the tensors of a checkpoint, and back.
 *
 * @param layout the network's parameters
 * @param updaterLength floats of one optimiser's state
 * @param rule which states there are
 */
public record StateTensors(FlatParameters layout, long updaterLength, AveragingRule rule) {
    private static final String UPDATER = "updater";
    private static final String OUTER_MOMENTUM = "outer_momentum";

    public List<Tensor> parameters(TrainerState state) {
        return layout.named(state.parameters());
    }

    /** Everything but the parameters. */
    public List<Tensor> optimiser(TrainerState state) {
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < state.updaters().size(); i++) {
            tensors.add(vector(updaterNames().get(i), state.updaters().get(i)));
        }
        if (rule.hasMomentum()) {
            tensors.add(vector(OUTER_MOMENTUM, state.outerMomentum()));
        }
        return tensors;
    }

    /**
     * The state {@code checkpoint} was made from.
     *
     * @throws CorruptArtifactException when it does not fit this run
     */
    public TrainerState state(Checkpoint checkpoint) {
        Map<String, float[]> found = new HashMap<>();
        checkpoint.updater().forEach(tensor -> found.put(tensor.name(), tensor.values()));
        List<float[]> updaters = updaterNames().stream()
                .map(name -> require(checkpoint, found, name, updaterLength))
                .toList();
        float[] momentum =
                rule.hasMomentum() ? require(checkpoint, found, OUTER_MOMENTUM, layout.length()) : new float[0];
        return new TrainerState(layout.flat(checkpoint.parameters(), "the checkpoint"), updaters, momentum);
    }

    private List<String> updaterNames() {
        return rule.hasOneStart()
                ? List.of(UPDATER)
                : IntStream.range(0, rule.updaters())
                        .mapToObj(worker -> UPDATER + "." + worker)
                        .toList();
    }

    private static float[] require(Checkpoint checkpoint, Map<String, float[]> found, String name, long length) {
        float[] values = found.get(name);
        if (values == null || values.length != length) {
            throw new CorruptArtifactException(
                    "Checkpoint of step %d: expected %d floats of %s, found %s; delete the folder to resume from an older checkpoint"
                            .formatted(
                                    checkpoint.info().step(),
                                    length,
                                    name,
                                    values == null ? "none" : values.length + " floats"));
        }
        return values;
    }

    private static Tensor vector(String name, float[] values) {
        return new Tensor(name, List.of((long) values.length), values);
    }
}
