package cloze.train.averaging.slice;

import cloze.train.averaging.StateView;
import cloze.train.averaging.WorkerStart;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.FlatMapFunction2;
import scala.Tuple2;

/**
 * Joins the parts that a worker receives, in any order, to the state that it starts from. Receives nothing before that
 * state is copied to a replica.
 *
 * @param parameters number of parameters
 * @param updater number of moments
 * @param way how the workers of a process receive what all workers start from
 */
record JoinStart(int parameters, int updater, WayToWorkers way)
        implements FlatMapFunction<Iterator<Tuple2<Long, Parcel>>, WorkerStart>,
                FlatMapFunction2<Iterator<Tuple2<Long, Parcel>>, Iterator<Tuple2<Long, Parcel>>, WorkerStart> {
    /** @param shared parts that every worker receives */
    @Override
    public Iterator<WorkerStart> call(Iterator<Tuple2<Long, Parcel>> shared) {
        return call(shared, List.<Tuple2<Long, Parcel>>of().iterator());
    }

    /** @param own parts that only this worker receives */
    @Override
    public Iterator<WorkerStart> call(Iterator<Tuple2<Long, Parcel>> shared, Iterator<Tuple2<Long, Parcel>> own) {
        return List.<WorkerStart>of(new Parts(this, shared, own)).iterator();
    }

    /** A start whose parts arrive while they are copied. */
    private record Parts(JoinStart join, Iterator<Tuple2<Long, Parcel>> shared, Iterator<Tuple2<Long, Parcel>> own)
            implements WorkerStart {
        @Override
        public int parameters() {
            return join.parameters();
        }

        @Override
        public int updater() {
            return join.updater();
        }

        @Override
        public void copyTo(StateView replica) {
            join.way().bring(replica, target -> copy(shared, target));
            copy(own, replica);
        }

        private void copy(Iterator<Tuple2<Long, Parcel>> parts, StateView target) {
            int momentsPerParameter = updater() / parameters();
            parts.forEachRemaining(part -> ((Parcel.Part) part._2()).copyTo(target, momentsPerParameter));
        }
    }
}
