package cloze.network.graph;

import cloze.dataset.Task;
import cloze.network.block.Head;
import cloze.network.matrix.Matrix;
import cloze.parallel.ParallelFor;
import cloze.shard.Minibatch;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
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
        return values(ALONE.get(() -> network.vertex().answer(minibatch)));
    }

    /**
     * Returns {@link #rows} as each of {@code layers} yields them, in ascending order of the layers. Those of the last
     * layer are the same to the bit. Below, the last bits depend on whether a higher layer is asked for too, because the
     * highest computes the requested rows alone.
     *
     * @param layers 0 for the embeddings, 1 to L for the layers; a pooled network has layer 1 alone
     */
    public static List<float[][]> states(BertNetwork network, Minibatch minibatch, SortedSet<Integer> layers) {
        Matrix rows = ALONE.get(() -> network.vertex().states(minibatch, layers));
        int each = rows.rows() / layers.size();
        List<float[][]> states = new ArrayList<>();
        for (int layer = 0; layer < layers.size(); layer++) {
            states.add(values(rows.rows(layer * each, each)));
        }
        return states;
    }

    private static float[][] values(Matrix rows) {
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
