package cloze.network.graph;

import cloze.network.matrix.Matrix;
import cloze.parallel.ParallelFor;
import java.util.function.IntFunction;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * What a graph says of examples whose labels nobody knows, without dropout. Of each example the same bits, whatever other examples the
 * minibatch has and in which order; only the parts that are asked for are computed, and {@link BertGraph#predictions} and
 * {@link BertGraph#metrics} speak of an earlier pass still.
 */
public final class BatchInvariantInference {
    /** Tasks share the machine's cores already. */
    private static final ParallelFor.Threads ALONE = ParallelFor.threads(1);

    private BatchInvariantInference() {}

    /**
     * Of each example the row of [CLS] (of a pooled network: the mean), then of each masked position its row, both in the minibatch's order;
     * [B + M][H].
     */
    public static float[][] rows(ComputationGraph graph, MultiDataSet minibatch) {
        Matrix rows = encoded(graph, minibatch);
        float[][] values = new float[rows.rows()][rows.columns()];
        for (int row = 0; row < values.length; row++) {
            rows.read(row, values[row]);
        }
        return values;
    }

    /** Logits [V] of each masked position, by its place among the M; until the graph's next pass. */
    public static IntFunction<float[]> maskedLm(ComputationGraph graph, MultiDataSet minibatch) {
        Matrix rows = encoded(graph, minibatch);
        int examples = examples(minibatch);
        MaskedLmVertex head = BertGraph.maskedLm(graph);
        ALONE.run(() -> head.answer(rows.rows(examples, rows.rows() - examples)));
        return head::logits;
    }

    /** Logits [2], is next and random, of each example, by its place among the B; until the graph's next pass. */
    public static IntFunction<float[]> nextSentence(ComputationGraph graph, MultiDataSet minibatch) {
        Matrix rows = encoded(graph, minibatch);
        NextSentenceVertex head = BertGraph.nextSentence(graph);
        ALONE.run(() -> head.answer(rows.rows(0, examples(minibatch))));
        return head::logits;
    }

    private static Matrix encoded(ComputationGraph graph, MultiDataSet minibatch) {
        return ALONE.get(() -> BertGraph.encoder(graph).answer(minibatch.getFeatures()));
    }

    private static int examples(MultiDataSet minibatch) {
        return (int) minibatch.getFeatures(0).size(0);
    }
}
