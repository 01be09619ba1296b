package cloze.inference;

import cloze.network.BertGraph;
import cloze.network.Blas;
import cloze.shard.MaskedExample;
import cloze.shard.Minibatch;
import cloze.token.TextEncoder;
import cloze.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * A model that answers one thread. Texts go through the network one by one, padding and neighbours there are none: matrix products of
 * other heights may differ in the last bits, so that a text in a batch would depend on what stands beside it.
 */
public final class ModelSession implements AutoCloseable {
    private final ServedModel model;
    private final Vocabulary vocabulary;
    private final TextEncoder encoder;
    private final ComputationGraph graph;

    /** {@code weights} are read only, and stay the caller's. */
    ModelSession(ServedModel model, INDArray weights) {
        this.model = model;
        this.vocabulary = model.tokenizer().vocabulary();
        this.encoder = model.tokenizer().encoder();
        this.graph = new ComputationGraph(BertGraph.configuration(model.network(), 1, new NoOp(), 0));
        graph.init(weights, false);
    }

    /** A session with weights of its own. */
    public static ModelSession of(ServedModel model) {
        return new ModelSession(model, model.weights().graph(new NoOp()).params());
    }

    /**
     * The likeliest pieces for each [MASK] of {@code text}, in their order; none for a text without. A text that is longer than the network
     * reads is cut to a stretch around each mask, see {@link MaskedText#of}.
     *
     * @param count pieces for each mask, at least 1
     */
    public List<List<Guess>> fill(String text, int count) {
        List<List<Guess>> guesses = new ArrayList<>();
        for (MaskedText masked : MaskedText.of(encoder.encode(text), vocabulary, model.longest())) {
            int[] ids = masked.ids();
            read(ids, new int[ids.length], masked.masks(), arrays -> {
                BertGraph.evaluate(graph, arrays);
                for (int mask = 0; mask < masked.masks().length; mask++) {
                    guesses.add(LikeliestPieces.of(BertGraph.logits(graph, mask), vocabulary, count));
                }
            });
        }
        return guesses;
    }

    /**
     * The probability that {@code second} follows {@code first}. Pairs that are longer than the network reads are cut, see
     * {@link SentencePair#of}.
     */
    public double follows(String first, String second) {
        SentencePair pair = SentencePair.of(encoder.encode(first), encoder.encode(second), vocabulary, model.longest());
        double[] probability = new double[1];
        read(pair.ids(), pair.segments(), new int[0], arrays -> {
            BertGraph.evaluate(graph, arrays);
            float[] logits = BertGraph.nextSentenceLogits(graph, 0);
            probability[0] = 1 / (1 + Math.exp((double) logits[1] - logits[0]));
        });
        return probability[0];
    }

    /**
     * The vector [H] of {@code text}.
     *
     * @param longest tokens that are read, [CLS] and [SEP] included; at least 2. The network may read fewer
     */
    public double[] embed(String text, Pooling pooling, int longest) {
        int[] ids = SingleText.of(encoder.encode(text), vocabulary, Math.min(longest, model.longest()));
        int[] read =
                switch (pooling) {
                    case CLS -> new int[0];
                        // The row of [CLS] comes without being asked for.
                    case MEAN -> IntStream.range(1, ids.length).toArray();
                };
        double[] sum = new double[model.network().hiddenSize()];
        read(ids, new int[ids.length], read, arrays -> {
            float[][] rows = BertGraph.encode(graph, arrays);
            for (float[] row : rows) {
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += row[i] / rows.length;
                }
            }
        });
        return sum;
    }

    private void read(int[] ids, int[] segments, int[] positions, Consumer<MultiDataSet> pass) {
        // Tasks share the machine's cores already; and results may differ between numbers of threads.
        Blas.threads(1);
        var example = new MaskedExample("", ids, segments, positions, new int[positions.length], 0);
        MultiDataSet arrays = Minibatch.of(List.of(example), 0).toMultiDataSet();
        try {
            pass.accept(arrays);
        } finally {
            // The garbage collector sees only small objects and would take its time.
            close(arrays.getFeatures());
            close(arrays.getLabels());
        }
    }

    private static void close(INDArray[] arrays) {
        for (INDArray array : arrays) {
            if (array.closeable()) {
                array.close();
            }
        }
    }

    /** Gives the native memory back, but for the weights. */
    @Override
    public void close() {
        BertGraph.release(graph);
    }
}
