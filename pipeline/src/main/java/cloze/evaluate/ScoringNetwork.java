package cloze.evaluate;

import cloze.config.NetworkConfig;
import cloze.network.graph.BatchPredictions;
import cloze.network.graph.BertNetwork;
import cloze.parallel.ParallelFor;
import cloze.shard.Minibatch;
import cloze.train.state.ParameterCopy;
import org.nd4j.linalg.learning.config.NoOp;

/** A network for forward passes only. Not thread-safe. Closing it frees its native memory. */
final class ScoringNetwork implements AutoCloseable {
    private final BertNetwork bert;

    /** Receives {@code parameters}. */
    ScoringNetwork(NetworkConfig network, ParameterCopy parameters) {
        bert = BertNetwork.filled(BertNetwork.configuration(network, 1, new NoOp(), 0), parameters::copyTo);
    }

    /** Returns the predictions for each masked position and pair, without dropout. */
    BatchPredictions predict(Minibatch minibatch) {
        // One thread, because concurrent tasks already share the cores of the machine.
        ParallelFor.threads(1).run(() -> bert.evaluate(minibatch));
        return bert.predictions();
    }

    /** Returns the logits [V] of masked position {@code masked} of the last minibatch. */
    float[] logits(int masked) {
        return bert.maskedLmLogits(masked);
    }

    @Override
    public void close() {
        bert.close();
    }
}
