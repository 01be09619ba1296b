package cloze.evaluate;

import cloze.config.NetworkConfig;
import cloze.network.graph.BatchPredictions;
import cloze.network.graph.BertNetwork;
import cloze.parallel.ParallelFor;
import cloze.shard.Minibatch;
import java.util.Map;
import org.nd4j.linalg.learning.config.NoOp;

/** A network that only runs forward. Belongs to one thread; gives its native memory back when closed. */
final class ScoringNetwork implements AutoCloseable {
    private final BertNetwork bert;

    /** {@code values} of each parameter by its name in checkpoints. */
    ScoringNetwork(NetworkConfig network, Map<String, float[]> values) {
        bert = BertNetwork.of(BertNetwork.configuration(network, 1, new NoOp(), 0), values);
    }

    /** What the network says of each masked position and pair, without dropout. */
    BatchPredictions predict(Minibatch minibatch) {
        // Tasks share the machine's cores already.
        ParallelFor.threads(1).run(() -> bert.evaluate(minibatch));
        return bert.predictions();
    }

    /** Logits [V] of the {@code masked}-th masked position of the last minibatch. */
    float[] logits(int masked) {
        return bert.maskedLmLogits(masked);
    }

    @Override
    public void close() {
        bert.close();
    }
}
