package cloze.train.synchronisation;

import cloze.config.TrainingConfig;
import java.util.List;
import java.util.SortedMap;

/**
 * Combines the workers between two rounds. It owns the state that passes from round to round: it determines where the
 * workers start, and takes up where they end. Every rule is element-wise, so given a slice of each array it computes
 * that slice. Not thread-safe.
 */
public sealed interface Synchronisation permits ReplicaMean, OuterNesterov {

    /** Creates the synchronisation that {@code training} configures, in its state before the first round. */
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

    /** Returns the initial states for the next round: one for all workers, or one for each in their order. */
    List<ModelState> starts();

    /**
     * Ends a round.
     *
     * @param ends end state of each worker that had work, by worker; at least one
     * @return spread of the workers; see {@link Average#spread}
     */
    double next(SortedMap<Integer, ModelState> ends);

    /** Returns the current state. Its vectors have the same names and lengths before and after every round. */
    TrainerState state();

    /** Continues from {@code state}, whose vectors must have the names and lengths of {@link #state}. */
    void load(TrainerState state);
}
