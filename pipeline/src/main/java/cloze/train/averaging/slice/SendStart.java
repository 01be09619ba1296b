package cloze.train.averaging.slice;

import cloze.train.synchronisation.ModelState;
import cloze.train.synchronisation.Rule;
import cloze.train.synchronisation.Synchronisation;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import scala.Tuple2;

/**
 * Sends a slice of the state that the next round starts from to the partitions of {@link Mailboxes}, and the report of
 * the slice.
 *
 * @param rule rule of combination, which decides whether the workers start from different moments
 * @param mailboxes the partitions
 */
record SendStart(Rule rule, Mailboxes mailboxes) implements FlatMapFunction<Slice, Tuple2<Long, Parcel>> {
    @Override
    public Iterator<Tuple2<Long, Parcel>> call(Slice slice) {
        List<ModelState> starts = Synchronisation.from(rule, slice.state()).starts();
        List<Tuple2<Long, Parcel>> parcels = new ArrayList<>();
        if (mailboxes.own() == 0) {
            parcels.add(to(Mailboxes.SHARED, slice, Parcel.Part.of(slice.from(), starts.get(0))));
        } else {
            float[] parameters = starts.get(0).parameters();
            parcels.add(to(Mailboxes.SHARED, slice, Parcel.Part.ofParameters(slice.from(), parameters)));
            for (int worker = 0; worker < mailboxes.own(); worker++) {
                float[] updater = starts.get(worker).updater();
                parcels.add(to(mailboxes.of(worker), slice, Parcel.Part.ofUpdater(slice.from(), updater)));
            }
        }
        parcels.add(to(mailboxes.reports(), slice, new Parcel.Note(slice.report())));
        return parcels.iterator();
    }

    private static Tuple2<Long, Parcel> to(int mailbox, Slice slice, Parcel parcel) {
        return new Tuple2<>(Address.of(mailbox, slice.index()), parcel);
    }
}
