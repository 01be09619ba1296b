package cloze.train.averaging.dl4j;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.deeplearning4j.core.loader.MultiDataSetLoader;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * Fits one worker's minibatches of a round, in order, each loaded when its turn comes. It stands in for Deeplearning4j's
 * ExecuteWorkerPathMDSFlatMap, which joins minibatches smaller than the configured size to the next one.
 */
final class FitPartition implements FlatMapFunction<Iterator<String>, ParameterAveragingTrainingResult> {
    private static final long serialVersionUID = 1L;

    private final AveragingWorker worker;
    private final MultiDataSetLoader loader;

    FitPartition(AveragingWorker worker, MultiDataSetLoader loader) {
        this.worker = worker;
        this.loader = loader;
    }

    /** One result; none when the worker has no minibatch in this round. */
    @Override
    public Iterator<ParameterAveragingTrainingResult> call(Iterator<String> references) throws Exception {
        if (!references.hasNext()) {
            return Collections.emptyIterator();
        }
        try {
            var graph = worker.getInitialModelGraph();
            while (true) {
                MultiDataSet minibatch = loader.load(new MinibatchLoader.Named(references.next()));
                ParameterAveragingTrainingResult result =
                        worker.processMinibatch(minibatch, graph, !references.hasNext());
                close(minibatch);
                if (result != null) {
                    worker.release();
                    return List.of(result).iterator();
                }
            }
        } finally {
            worker.discard();
        }
    }

    /** Native memory at once: the garbage collector sees only small objects and would take its time. */
    private static void close(MultiDataSet minibatch) {
        for (INDArray array : minibatch.getFeatures()) {
            if (array.closeable()) {
                array.close();
            }
        }
    }
}
