package cloze.train.synchronisation;

import cloze.config.TrainingConfig;
import cloze.train.optimiser.BertAdam;
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
        return of(Rule.of(training, initial.parameters().length), initial);
    }

    /** Creates a synchronisation in its state before the first round. */
    static Synchronisation of(Rule rule, ModelState initial) {
        Moments moments =
                switch (rule.updaterState()) {
                    case AVERAGED -> new Moments.Averaged(initial.updater());
                    case LOCAL -> new Moments.Local(initial.updater(), rule.workers());
                };
        var mean = new ReplicaMean(initial.parameters(), moments, rule.blocks());
        return switch (rule.averaging()) {
            case PLAIN -> mean;
            case OUTER_NESTEROV -> new OuterNesterov(mean, rule.outerLearningRate(), rule.outerMomentum());
        };
    }

    /** Returns the state of this number of {@code parameters} before the first round, with parameters of zero. */
    static TrainerState first(Rule rule, int parameters) {
        return of(rule, new ModelState(new float[parameters], new float[BertAdam.MOMENTS * parameters]))
                .state();
    }

    /**
     * Creates a synchronisation that continues from {@code state}.
     *
     * @param state a whole state, or a slice of one that begins at a block and ends at one or with the state
     */
    static Synchronisation from(Rule rule, TrainerState state) {
        Synchronisation synchronisation = of(rule, new ModelState(state.parameters(), new float[0]));
        synchronisation.load(state);
        return synchronisation;
    }

    /** Returns the initial states for the next round: one for all workers, or one for each in their order. */
    List<ModelState> starts();

    /**
     * Ends a round.
     *
     * @param ends end state of each worker that had work, by worker; at least one
     * @return spread of the workers
     */
    Spread next(SortedMap<Integer, ModelState> ends);

    /** Returns the current state. Its vectors have the same names and lengths before and after every round. */
    TrainerState state();

    /** Continues from {@code state}, whose vectors must have the names and lengths of {@link #state}. */
    void load(TrainerState state);
}
