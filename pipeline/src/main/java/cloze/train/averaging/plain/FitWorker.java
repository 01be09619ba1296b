package cloze.train.averaging.plain;

import cloze.network.graph.MinibatchArrays;
import cloze.train.averaging.MinibatchSource;
import cloze.train.averaging.RoundTask;
import cloze.train.averaging.WorkerOutcome;
import cloze.train.averaging.WorkerRound;
import cloze.train.averaging.WorkerStart;
import cloze.train.plan.MinibatchReference;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.FlatMapFunction2;

/**
 * Fits one worker's minibatches of a round in order, and loads each one just before.
 *
 * @param task the task of the round
 * @param epochs sources of its minibatches, by epoch
 */
record FitWorker(RoundTask task, Map<Integer, MinibatchSource> epochs)
        implements FlatMapFunction<Iterator<List<MinibatchReference>>, WorkerOutcome>,
                FlatMapFunction2<Iterator<List<MinibatchReference>>, Iterator<WorkerStart>, WorkerOutcome> {

    /** Returns one outcome, or none if the worker has no minibatch in this round. */
    @Override
    public Iterator<WorkerOutcome> call(Iterator<List<MinibatchReference>> workers) {
        return fit(workers.next(), () -> WorkerRound.begin(task));
    }

    @Override
    public Iterator<WorkerOutcome> call(Iterator<List<MinibatchReference>> workers, Iterator<WorkerStart> start) {
        return fit(workers.next(), () -> WorkerRound.begin(task, start.next()));
    }

    private Iterator<WorkerOutcome> fit(List<MinibatchReference> own, Supplier<WorkerRound> begin) {
        if (own.isEmpty()) {
            return Collections.emptyIterator();
        }
        try (WorkerRound round = begin.get()) {
            for (Iterator<MinibatchReference> next = own.iterator(); next.hasNext() && !round.hasDiverged(); ) {
                round.step(MinibatchArrays.of(MinibatchSource.load(epochs, next.next())), round.graph()::fit);
            }
            return List.of(round.end()).iterator();
        }
    }
}
