package cloze.train.averaging;

import cloze.config.TrainingConfig;
import cloze.config.TrainingConfig.Averaging;
import cloze.config.TrainingConfig.UpdaterState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/**
 * What the workers of a round begin with, and what becomes of where they end.
 *
 * @param training the kinds of averaging, and how many workers there are
 */
public record AveragingRule(TrainingConfig training) {
    private static final float[] NONE = {};

    /**
     * The state after a round.
     *
     * @param spread how far apart the workers were; see {@link Average}
     */
    public record Outcome(TrainerState state, double spread) {}

    /** The state before the first round. */
    public TrainerState first(ModelState initial) {
        float[] momentum = hasMomentum() ? new float[initial.parameters().length] : NONE;
        return new TrainerState(initial.parameters(), Collections.nCopies(updaters(), initial.updater()), momentum);
    }

    /** Whether every worker begins a round with the same. */
    public boolean hasOneStart() {
        return training.synchronisation().updaterState() == UpdaterState.AVERAGED;
    }

    /** What {@code worker} begins a round with. */
    public ModelState start(TrainerState state, int worker) {
        return new ModelState(state.parameters(), state.updaters().get(hasOneStart() ? 0 : worker));
    }

    /**
     * The state after a round.
     *
     * @param before the state it began with
     * @param ends where each worker that had work ended, by worker
     */
    public Outcome next(TrainerState before, SortedMap<Integer, ModelState> ends) {
        List<float[]> updaters = new ArrayList<>(before.updaters());
        List<ModelState> averaged = new ArrayList<>();
        ends.forEach((worker, end) -> {
            if (hasOneStart()) {
                averaged.add(end);
            } else {
                updaters.set(worker, end.updater());
                averaged.add(new ModelState(end.parameters(), NONE));
            }
        });
        Average average = Average.of(averaged);
        if (hasOneStart()) {
            updaters.set(0, average.state().updater());
        }
        float[] mean = average.state().parameters();
        if (!hasMomentum()) {
            return new Outcome(new TrainerState(mean, updaters, NONE), average.spread());
        }
        OuterStep step = OuterStep.of(
                training.synchronisation().outerLearningRate(),
                training.synchronisation().outerMomentum(),
                before.parameters(),
                mean,
                before.outerMomentum());
        return new Outcome(new TrainerState(step.parameters(), updaters, step.momentum()), average.spread());
    }

    /** How many optimiser states there are. */
    public int updaters() {
        return hasOneStart() ? 1 : training.workers();
    }

    public boolean hasMomentum() {
        return training.synchronisation().averaging() == Averaging.OUTER_NESTEROV;
    }
}
