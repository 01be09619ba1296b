package cloze.evaluate;

import cloze.config.NetworkConfig;
import cloze.error.CorruptArtifactException;
import cloze.network.BatchPredictions;
import cloze.network.BertGraph;
import cloze.network.Blas;
import cloze.network.NamedParameter;
import cloze.shard.Minibatch;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/** A network that only runs forward. Belongs to one thread; gives its native memory back when closed. */
final class ScoringNetwork implements AutoCloseable {
    private final ComputationGraph graph;

    ScoringNetwork(NetworkConfig network, List<String> names, List<float[]> values) {
        // Tasks share the machine's cores already, and what is measured must not depend on how many there are.
        Blas.threads(1);
        graph = new ComputationGraph(BertGraph.configuration(network, 1, new NoOp(), 0));
        graph.init();
        for (NamedParameter parameter : BertGraph.parameters(graph)) {
            String name = parameter.vertex() + "." + parameter.name();
            int place = names.indexOf(name);
            if (place < 0 || values.get(place).length != parameter.view().length()) {
                throw new CorruptArtifactException("Model: expected parameter %s with %d values, found %s"
                        .formatted(
                                name,
                                parameter.view().length(),
                                place < 0 ? "none" : values.get(place).length + " values"));
            }
            try (INDArray copy = Nd4j.createFromArray(values.get(place))) {
                parameter.view().assign(copy.reshape('c', parameter.shape()));
            }
        }
    }

    /** What the network says of each masked position and pair, without dropout. */
    BatchPredictions predict(Minibatch minibatch) {
        return predict(minibatch.toMultiDataSet());
    }

    /** The same for arrays that are this network's from now on: they are closed. */
    BatchPredictions predict(MultiDataSet arrays) {
        try {
            BertGraph.evaluate(graph, arrays);
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
        BertGraph.release(graph);
        graph.close();
    }
}
