package cloze.network.graph;

import cloze.dataset.Task;
import cloze.network.block.Head;
import cloze.network.matrix.Matrix;
import cloze.parallel.ParallelFor;
import cloze.shard.Minibatch;
import java.util.function.IntFunction;

/**
 * Runs a network without dropout on examples without labels. Each example yields the same bits whatever the other
 * examples of the minibatch and their order. Only the requested parts are computed. {@link BertNetwork#predictions} and
 * {@link BertNetwork#scores} still refer to an earlier pass.
 */
public final class BatchInvariantInference {
    /** One thread, because concurrent tasks already share the cores of the machine. */
    private static final ParallelFor.Threads ALONE = ParallelFor.threads(1);

    private BatchInvariantInference() {}

    /**
     * Returns [B + M][H]: the row of [CLS] of each example (in a pooled network the mean), followed by the row of each
     * masked position, both in the order of the minibatch.
     */
    public static float[][] rows(BertNetwork network, Minibatch minibatch) {
        Matrix rows = ALONE.get(() -> network.vertex().answer(minibatch));
        float[][] values = new float[rows.rows()][rows.columns()];
        for (int row = 0; row < values.length; row++) {
            rows.read(row, values[row]);
        }
        return values;
    }

    /**
     * Returns the logits [V] of each masked position by its index among the M. Valid until the next pass of the
     * network.
     */
    public static IntFunction<float[]> maskedLm(BertNetwork network, Minibatch minibatch) {
        return logits(network, minibatch, Task.MASKED_LM);
    }

    /**
     * Returns the logits [2] of each example, for "is next" and "random", by its index among the B. Valid until the
     * next pass of the network.
     */
    public static IntFunction<float[]> nextSentence(BertNetwork network, Minibatch minibatch) {
        return logits(network, minibatch, Task.NEXT_SENTENCE);
    }

    /**
     * Returns the logits [K] of each example by its index among the B, of a classifier. Valid until the next pass of
     * the network.
     */
    public static IntFunction<float[]> classes(BertNetwork network, Minibatch minibatch) {
        Head head = ALONE.get(() -> network.vertex().classify(minibatch));
        return head::logits;
    }

    private static IntFunction<float[]> logits(BertNetwork network, Minibatch minibatch, Task task) {
        Head head = ALONE.get(() -> network.vertex().answer(minibatch, task));
        return head::logits;
    }
}
