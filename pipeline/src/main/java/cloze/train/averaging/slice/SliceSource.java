package cloze.train.averaging.slice;

import cloze.train.averaging.InitialParameters;
import cloze.train.state.StoredState;
import cloze.train.synchronisation.Rule;
import cloze.train.synchronisation.Spread;
import cloze.train.synchronisation.Synchronisation;
import cloze.train.synchronisation.TrainerState;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/** Makes the slices of a state that no round has ended with, each in its own task. */
sealed interface SliceSource extends Serializable {
    /** Returns the slice of the parameters {@code from} (inclusive) to {@code to} (exclusive). */
    TrainerState slice(int from, int to) throws IOException;

    /** Returns the function that makes the slice of an index. */
    default Function<Integer, Slice> cut(SlicePlan plan) {
        return index -> {
            int from = plan.from(index);
            return new Slice(index, from, slice(from, plan.to(index)), new SliceReport(index, Spread.NONE, List.of()));
        };
    }

    /**
     * The state before the first round.
     *
     * @param rule rule of combination, which decides what else the state consists of
     * @param parameters the initial parameters
     */
    record First(Rule rule, Broadcast<InitialParameters> parameters) implements SliceSource {
        @Override
        public TrainerState slice(int from, int to) {
            return Synchronisation.of(rule, parameters.value().state(from, to)).state();
        }
    }

    /**
     * The state of a checkpoint.
     *
     * @param rule rule of combination
     * @param stored the state
     * @param hadoop gives access to its file system
     */
    record Stored(Rule rule, StoredState stored, SerializableConfiguration hadoop) implements SliceSource {
        @Override
        public TrainerState slice(int from, int to) throws IOException {
            return stored.read(hadoop.value(), from, Synchronisation.first(rule, to - from));
        }
    }
}
