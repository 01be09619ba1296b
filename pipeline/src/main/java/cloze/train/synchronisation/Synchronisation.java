package cloze.train.synchronisation;

import cloze.config.TrainingConfig;
import java.util.List;
import java.util.SortedMap;

/**
 * Brings the workers together between two rounds. It owns the state that passes from one round to the next: what workers begin with follows from
 * it, and where they end becomes part of it. Every rule is element-wise, so one that is given a slice of each array computes that slice.
 * Belongs to one thread.
 */
public sealed interface Synchronisation permits ReplicaMean, OuterNesterov {

    /** The one that {@code training} asks for, before the first round. */
    static Synchronisation of(TrainingConfig training, ModelState initial) {
        Moments moments =
                switch (training.synchronisation().updaterState()) {
                    case AVERAGED -> new Moments.Averaged(initial.updater());
                    case LOCAL -> new Moments.Local(initial.updater(), training.workers());
                };
        var mean = new ReplicaMean(initial.parameters(), moments);
        return switch (training.synchronisation().averaging()) {
            case PLAIN -> mean;
            case OUTER_NESTEROV -> new OuterNesterov(
                    mean,
                    training.synchronisation().outerLearningRate(),
                    training.synchronisation().outerMomentum());
        };
    }

    /** What workers begin the next round with: one state for all of them, or one for each in their order. */
    List<ModelState> starts();

    /**
     * Ends a round.
     *
     * @param ends where each worker that had work ended, by worker; at least one
     * @return how far apart the workers were; see {@link Average#spread}
     */
    double next(SortedMap<Integer, ModelState> ends);

    /** The state as it is now. Its vectors have the same names and lengths before and after every round. */
    TrainerState state();

    /** Goes on from {@code state}, whose vectors have the names and lengths of {@link #state}. */
    void load(TrainerState state);
}
