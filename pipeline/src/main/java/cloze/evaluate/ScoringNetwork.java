package cloze.evaluate;

import cloze.config.NetworkConfig;
import cloze.network.graph.BatchPredictions;
import cloze.network.graph.BertGraph;
import cloze.parallel.ParallelFor;
import cloze.shard.Minibatch;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.learning.config.NoOp;

/** A network that only runs forward. Belongs to one thread; gives its native memory back when closed. */
final class ScoringNetwork implements AutoCloseable {
    private final ComputationGraph graph;

    /** {@code values} of each parameter by its name in checkpoints. */
    ScoringNetwork(NetworkConfig network, Map<String, float[]> values) {
        graph = BertGraph.of(network, new NoOp(), values);
    }

    /** What the network says of each masked position and pair, without dropout. */
    BatchPredictions predict(Minibatch minibatch) {
        return predict(minibatch.toMultiDataSet());
    }

    /** The same for arrays that are this network's from now on: they are closed. */
    BatchPredictions predict(MultiDataSet arrays) {
        try {
            // Tasks share the machine's cores already.
            ParallelFor.threads(1).run(() -> BertGraph.evaluate(graph, arrays));
            return BertGraph.predictions(graph);
        } finally {
            // The garbage collector sees only small objects and would take its time.
            close(arrays.getFeatures());
            close(arrays.getLabels());
        }
    }

    /** Logits [V] of the {@code masked}-th masked position of the last minibatch. */
    float[] logits(int masked) {
        return BertGraph.logits(graph, masked);
    }

    private static void close(INDArray[] arrays) {
        for (INDArray array : arrays) {
            if (array.closeable()) {
                array.close();
            }
        }
    }

    @Override
    public void close() {
        BertGraph.close(graph);
    }
}
