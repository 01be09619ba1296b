package cloze.network.graph;

import cloze.dataset.Task;
import cloze.network.block.Head;
import cloze.network.matrix.Matrix;
import cloze.parallel.ParallelFor;
import cloze.shard.Minibatch;
import java.util.function.IntFunction;

/**
 * What a network says of examples whose labels nobody knows, without dropout. Of each example the same bits, whatever other examples the
 * minibatch has and in which order; only the parts that are asked for are computed, and {@link BertNetwork#predictions} and
 * {@link BertNetwork#scores} speak of an earlier pass still.
 */
public final class BatchInvariantInference {
    /** Tasks share the machine's cores already. */
    private static final ParallelFor.Threads ALONE = ParallelFor.threads(1);

    private BatchInvariantInference() {}

    /**
     * Of each example the row of [CLS] (of a pooled network: the mean), then of each masked position its row, both in the minibatch's order;
     * [B + M][H].
     */
    public static float[][] rows(BertNetwork network, Minibatch minibatch) {
        Matrix rows = ALONE.get(() -> network.vertex().answer(minibatch));
        float[][] values = new float[rows.rows()][rows.columns()];
        for (int row = 0; row < values.length; row++) {
            rows.read(row, values[row]);
        }
        return values;
    }

    /** Logits [V] of each masked position, by its place among the M; until the network's next pass. */
    public static IntFunction<float[]> maskedLm(BertNetwork network, Minibatch minibatch) {
        return logits(network, minibatch, Task.MASKED_LM);
    }

    /** Logits [2], is next and random, of each example, by its place among the B; until the network's next pass. */
    public static IntFunction<float[]> nextSentence(BertNetwork network, Minibatch minibatch) {
        return logits(network, minibatch, Task.NEXT_SENTENCE);
    }

    private static IntFunction<float[]> logits(BertNetwork network, Minibatch minibatch, Task task) {
        Head head = ALONE.get(() -> network.vertex().answer(minibatch, task));
        return head::logits;
    }
}
