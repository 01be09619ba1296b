package cloze.train.averaging.dl4j;

import cloze.train.averaging.WorkerRound;
import cloze.train.averaging.WorkerStart;
import java.io.IOException;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.FlatMapFunction2;
import org.deeplearning4j.core.loader.MultiDataSetLoader;

/**
 * Fits one worker's minibatches of a round in order, and loads each one just before. Replaces Deeplearning4j's
 * ExecuteWorkerPathMDSFlatMap, which merges minibatches smaller than the configured size with the next one.
 */
final class FitPartition
        implements FlatMapFunction<Iterator<String>, WorkerResult>,
                FlatMapFunction2<Iterator<String>, Iterator<WorkerStart>, WorkerResult> {
    private static final long serialVersionUID = 1L;

    private final AveragingWorker worker;
    private final MultiDataSetLoader loader;

    FitPartition(AveragingWorker worker, MultiDataSetLoader loader) {
        this.worker = worker;
        this.loader = loader;
    }

    /** Returns one result, or none if the worker has no minibatch in this round. */
    @Override
    public Iterator<WorkerResult> call(Iterator<String> references) throws IOException {
        return fit(references, worker::begin);
    }

    @Override
    public Iterator<WorkerResult> call(Iterator<String> references, Iterator<WorkerStart> start) throws IOException {
        return fit(references, () -> worker.begin(start.next()));
    }

    private Iterator<WorkerResult> fit(Iterator<String> references, Supplier<WorkerRound> begin) throws IOException {
        if (!references.hasNext()) {
            return Collections.emptyIterator();
        }
        try (WorkerRound round = begin.get()) {
            while (true) {
                var minibatch = loader.load(new MinibatchLoader.Named(references.next()));
                WorkerResult result = worker.processMinibatch(minibatch, round.graph(), !references.hasNext());
                if (result != null) {
                    return List.of(result).iterator();
                }
            }
        }
    }
}
