package cloze.train.averaging.slice;

import cloze.train.averaging.StateReference;
import cloze.train.averaging.StateView;
import cloze.train.averaging.WorkerOutcome;
import java.util.Iterator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.FlatMapFunction;
import scala.Tuple2;

/**
 * Sends the end state of a worker to the slices, and its outcome to the first one. A worker that diverged sends its
 * outcome alone.
 *
 * @param plan the slices
 */
record SendParts(SlicePlan plan) implements FlatMapFunction<WorkerOutcome, Tuple2<Long, Parcel>> {
    @Override
    public Iterator<Tuple2<Long, Parcel>> call(WorkerOutcome outcome) {
        int worker = outcome.worker();
        if (outcome instanceof WorkerOutcome.Fitted fitted) {
            StateView end = ((StateReference.InTask) fitted.state()).view();
            Stream<Tuple2<Long, Parcel>> parts = IntStream.range(0, plan.slices())
                    .mapToObj(slice -> new Tuple2<>(Address.of(slice, worker), part(end, slice)));
            return Stream.concat(Stream.of(note(fitted.with(new StateReference.WithinTask()))), parts)
                    .iterator();
        }
        return Stream.of(note(outcome)).iterator();
    }

    private static Tuple2<Long, Parcel> note(WorkerOutcome outcome) {
        return new Tuple2<>(Address.of(0, outcome.worker()), new Parcel.Note(outcome));
    }

    private Parcel part(StateView end, int slice) {
        int from = plan.from(slice);
        int length = plan.to(slice) - from;
        int times = end.updater() / plan.parameters();
        return new Parcel.Part(from, end.parameters(from, length), end.updater(times * from, times * length));
    }
}
