package cloze.train.averaging.slice;

import cloze.train.synchronisation.Spread;
import cloze.train.synchronisation.TrainerState;
import java.util.List;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;

/**
 * Cuts a slice out of a state of the driver.
 *
 * @param plan the slices
 * @param state the whole state
 */
record CutState(SlicePlan plan, Broadcast<TrainerState> state) implements Function<Integer, Slice> {
    @Override
    public Slice call(Integer index) {
        int from = plan.from(index);
        return new Slice(
                index, from, state.value().slice(from, plan.to(index)), new SliceReport(index, Spread.NONE, List.of()));
    }
}
