package cloze.train.averaging.slice;

import cloze.train.synchronisation.ModelState;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.FlatMapFunction2;
import scala.Tuple2;

/**
 * Joins the parts that a worker receives, in any order, to the state that it starts from. Does nothing before that
 * state is asked for.
 *
 * @param parameters number of parameters
 * @param updater number of moments
 */
record JoinStart(int parameters, int updater)
        implements FlatMapFunction<Iterator<Tuple2<Long, Parcel>>, ModelState>,
                FlatMapFunction2<Iterator<Tuple2<Long, Parcel>>, Iterator<Tuple2<Long, Parcel>>, ModelState> {
    @Override
    public Iterator<ModelState> call(Iterator<Tuple2<Long, Parcel>> shared) {
        return Stream.of(shared).map(parcels -> joined(List.of(parcels))).iterator();
    }

    /** @param own parts that only this worker receives */
    @Override
    public Iterator<ModelState> call(Iterator<Tuple2<Long, Parcel>> shared, Iterator<Tuple2<Long, Parcel>> own) {
        return Stream.of(shared).map(parcels -> joined(List.of(parcels, own))).iterator();
    }

    private ModelState joined(List<Iterator<Tuple2<Long, Parcel>>> sources) {
        var state = new ModelState(new float[parameters], new float[updater]);
        for (Iterator<Tuple2<Long, Parcel>> source : sources) {
            source.forEachRemaining(parcel -> {
                Parcel.Part part = (Parcel.Part) parcel._2();
                part.parameters().copyTo(state.parameters(), part.from());
                part.updater().copyTo(state.updater(), updater / parameters * part.from());
            });
        }
        return state;
    }
}
