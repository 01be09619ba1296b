package cloze.inference;

import cloze.dataset.Task;
import cloze.network.graph.BatchInvariantInference;
import cloze.network.graph.BertNetwork;
import cloze.shard.MaskedExample;
import cloze.shard.Minibatch;
import cloze.token.TextEncoder;
import cloze.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * A model that answers queries of one thread. Several texts pass through the network at a time, without padding. The
 * answer to a text depends neither on the others nor on their order, to the last bit; see
 * {@link BatchInvariantInference}.
 */
public final class ModelSession implements AutoCloseable {
    /** Maximum number of tokens per pass, except that a longer text passes alone. More would not be faster. */
    private static final int TOKENS = 960;

    private final ServedModel model;
    private final Vocabulary vocabulary;
    private final TextEncoder encoder;
    private final BertNetwork network;

    /**
     * @param weights shared, read-only; the caller frees them
     */
    ModelSession(ServedModel model, INDArray weights) {
        this.model = model;
        this.vocabulary = model.tokenizer().vocabulary();
        this.encoder = model.tokenizer().encoder();
        this.network = BertNetwork.sharing(model.weights().inference(), weights);
    }

    /** Creates a session with its own copy of the weights. */
    public static ModelSession of(ServedModel model) {
        return new ModelSession(model, model.weights().open(new NoOp()).graph().params());
    }

    /**
     * Returns the most probable pieces for each [MASK] of {@code text}, in the order of masks; empty without masks. A
     * text longer than the network's limit is cut to a window around each mask; see {@link MaskedText#of}.
     *
     * @param count pieces for each mask, at least 1
     */
    public List<List<Guess>> fill(String text, int count) {
        return fillAll(List.of(text), count).get(0);
    }

    /** Applies {@link #fill(String, int)} to each of {@code texts}. */
    List<List<List<Guess>>> fillAll(List<String> texts, int count) {
        List<List<MaskedText>> stretches = texts.stream()
                .map(text -> MaskedText.of(encoder.encode(text), vocabulary, model.longest()))
                .toList();
        List<MaskedExample> examples = stretches.stream()
                .flatMap(List::stream)
                .map(stretch -> example(stretch.ids(), new int[stretch.ids().length], stretch.masks()))
                .toList();
        Iterator<List<Guess>> guesses = ask(examples, (minibatch, pass) -> {
                    IntFunction<float[]> logits = BatchInvariantInference.maskedLm(network, minibatch);
                    return IntStream.range(0, masks(pass))
                            .mapToObj(mask -> LikeliestPieces.of(logits.apply(mask), vocabulary, count))
                            .toList();
                })
                .iterator();
        return stretches.stream()
                .map(text -> text.stream()
                        .flatMapToInt(stretch -> IntStream.of(stretch.masks()))
                        .mapToObj(mask -> guesses.next())
                        .toList())
                .toList();
    }

    private static int masks(List<MaskedExample> pass) {
        return pass.stream()
                .mapToInt(example -> example.maskedPositions().length)
                .sum();
    }

    /**
     * Returns the probability that {@code second} follows {@code first}. Pairs longer than the network's limit are
     * truncated; see {@link SentencePair#of}.
     */
    public double follows(String first, String second) {
        return followAll(List.of(List.of(first, second))).get(0);
    }

    /** Applies {@link #follows} to each of {@code pairs}, lists of a first and a second sentence. */
    List<Double> followAll(List<List<String>> pairs) {
        List<MaskedExample> examples = pairs.stream()
                .map(pair -> SentencePair.of(
                        encoder.encode(pair.get(0)), encoder.encode(pair.get(1)), vocabulary, model.longest()))
                .map(pair -> example(pair.ids(), pair.segments(), new int[0]))
                .toList();
        return ask(examples, (minibatch, pass) -> {
            IntFunction<float[]> logits = BatchInvariantInference.nextSentence(network, minibatch);
            return IntStream.range(0, pass.size())
                    .mapToObj(pair -> probability(logits.apply(pair)))
                    .toList();
        });
    }

    /** Returns the probability of the first of two classes. */
    private static double probability(float[] logits) {
        return 1 / (1 + Math.exp((double) logits[1] - logits[0]));
    }

    /**
     * Returns the probability of each class of a classifier, [K] for each example: one text, or a pair of them. Texts
     * are laid out by {@link TextLayout}.
     *
     * @param longest maximum number of tokens to read, including specials; the network's own limit may be lower
     */
    List<double[]> classifyAll(List<List<String>> texts, int longest) {
        var layout = new TextLayout(vocabulary, Math.min(longest, model.longest()));
        List<MaskedExample> examples = texts.stream()
                .map(parts -> layout.of(parts.stream().map(encoder::encode).toList()))
                .map(laid -> example(laid.ids(), laid.segments(), new int[0]))
                .toList();
        return ask(examples, (minibatch, pass) -> {
            IntFunction<float[]> logits = BatchInvariantInference.classes(network, minibatch);
            return IntStream.range(0, pass.size())
                    .mapToObj(example -> probabilities(logits.apply(example)))
                    .toList();
        });
    }

    /** Returns the soft-max of {@code logits}. */
    private static double[] probabilities(float... logits) {
        double largest = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            largest = Math.max(largest, logit);
        }
        double[] probabilities = new double[logits.length];
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] = StrictMath.exp(logits[i] - largest);
            sum += probabilities[i];
        }
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] /= sum;
        }
        return probabilities;
    }

    /**
     * Returns the vector [H] of {@code text}.
     *
     * @param longest maximum number of tokens to read, including [CLS] and [SEP], at least 2; the network's own limit
     *     may be lower
     */
    public double[] embed(String text, Pooling pooling, int longest) {
        return embedAll(List.of(text), pooling, longest).get(0);
    }

    /** Applies {@link #embed(String, Pooling, int)} to each of {@code texts}. */
    List<double[]> embedAll(List<String> texts, Pooling pooling, int longest) {
        return vectors(
                        texts.stream().map(List::of).toList(),
                        List.of(new VectorKind(model.lastLayer(), pooling)),
                        longest)
                .stream()
                .map(vectors -> vectors[0])
                .toList();
    }

    /**
     * Returns vectors [K][H] of each text or pair of texts, with one pass of the network for all K kinds.
     *
     * @param texts lists of one or two texts
     * @param kinds of the vectors
     * @param longest maximum number of tokens to read, including specials; the network's own limit may be lower
     */
    List<double[][]> vectors(List<List<String>> texts, List<VectorKind> kinds, int longest) {
        boolean readsAll = kinds.stream().anyMatch(kind -> kind.pooling() == Pooling.MEAN);
        Pooling widest = readsAll ? Pooling.MEAN : Pooling.CLS;
        SortedSet<Integer> layers =
                new TreeSet<>(kinds.stream().map(VectorKind::layer).toList());
        List<MaskedExample> examples = texts.stream()
                .map(text -> laidOut(text, widest, Math.min(longest, model.longest())))
                .toList();
        return ask(
                examples,
                (minibatch, pass) ->
                        pooled(BatchInvariantInference.states(network, minibatch, layers), pass, kinds, layers));
    }

    private MaskedExample laidOut(List<String> texts, Pooling widest, int longest) {
        int[] first = encoder.encode(texts.get(0));
        if (texts.size() == 1) {
            int[] ids = SingleText.of(first, vocabulary, longest);
            return example(ids, new int[ids.length], widest.read(ids.length));
        }
        SentencePair pair = SentencePair.of(first, encoder.encode(texts.get(1)), vocabulary, longest);
        return example(pair.ids(), pair.segments(), widest.read(pair.ids().length));
    }

    private static List<double[][]> pooled(
            List<float[][]> states, List<MaskedExample> pass, List<VectorKind> kinds, SortedSet<Integer> layers) {
        List<double[][]> vectors = new ArrayList<>();
        int next = pass.size();
        for (int example = 0; example < pass.size(); example++) {
            int others = pass.get(example).maskedPositions().length;
            double[][] each = new double[kinds.size()][];
            for (int i = 0; i < each.length; i++) {
                float[][] rows = states.get(layers.headSet(kinds.get(i).layer()).size());
                each[i] = kinds.get(i).pooling().pool(rows, example, next, others);
            }
            next += others;
            vectors.add(each);
        }
        return vectors;
    }

    private static MaskedExample example(int[] ids, int[] segments, int[] positions) {
        return new MaskedExample(
                "",
                ids,
                segments,
                positions,
                new int[positions.length],
                new int[Task.ofPairs().size()]);
    }

    /** Splits {@code examples} into passes, in order, and concatenates the answers. */
    private static <A> List<A> ask(
            List<MaskedExample> examples, BiFunction<Minibatch, List<MaskedExample>, List<A>> answers) {
        List<A> all = new ArrayList<>();
        int from = 0;
        while (from < examples.size()) {
            int to = from + 1;
            int tokens = examples.get(from).length();
            while (to < examples.size() && tokens + examples.get(to).length() <= TOKENS) {
                tokens += examples.get(to++).length();
            }
            List<MaskedExample> pass = examples.subList(from, to);
            all.addAll(answers.apply(Minibatch.of(pass, 0), pass));
            from = to;
        }
        return all;
    }

    /** Frees the native memory, except for the weights. */
    @Override
    public void close() {
        network.release();
    }
}
