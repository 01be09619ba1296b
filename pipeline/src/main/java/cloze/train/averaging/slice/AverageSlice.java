package cloze.train.averaging.slice;

import cloze.train.averaging.WorkerOutcome;
import cloze.train.synchronisation.ModelState;
import cloze.train.synchronisation.Rule;
import cloze.train.synchronisation.Spread;
import cloze.train.synchronisation.Synchronisation;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.function.FlatMapFunction2;
import scala.Tuple2;

/**
 * Ends the round for one slice: combines the parts of all workers with the slice of the previous round. Parts arrive in
 * any order, and are combined in the order of the workers.
 *
 * @param rule rule of combination
 */
record AverageSlice(Rule rule) implements FlatMapFunction2<Iterator<Tuple2<Long, Parcel>>, Iterator<Slice>, Slice> {
    @Override
    public Iterator<Slice> call(Iterator<Tuple2<Long, Parcel>> parcels, Iterator<Slice> previous) {
        SortedMap<Integer, ModelState> ends = new TreeMap<>();
        List<WorkerOutcome> outcomes = new ArrayList<>();
        while (parcels.hasNext()) {
            Tuple2<Long, Parcel> parcel = parcels.next();
            if (parcel._2() instanceof Parcel.Part part) {
                ends.put(Address.sender(parcel._1()), part.received());
            } else if (parcel._2() instanceof Parcel.Note note) {
                outcomes.add((WorkerOutcome) note.content());
            }
        }
        Slice before = previous.next();
        Synchronisation synchronisation = Synchronisation.from(rule, before.state());
        // Without a part, every worker diverged. The driver then drops the slices of this round.
        Spread spread = ends.isEmpty() ? Spread.NONE : synchronisation.next(ends);
        var report = new SliceReport(before.index(), spread, outcomes);
        return List.of(new Slice(before.index(), before.from(), synchronisation.state(), report))
                .iterator();
    }
}
