package cloze.network.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloze.config.NetworkConfig;
import cloze.config.NetworkConfig.HiddenAct;
import cloze.config.NetworkConfig.Initializer;
import cloze.config.NetworkConfig.Kind;
import cloze.network.Networks;
import cloze.random.Seeds;
import cloze.shard.MaskedExample;
import cloze.shard.Minibatch;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers are those of an evaluation, and the same bits for an example whatever stands beside it. */
@Tag("slow")
class BatchInvariantInferenceTest {
    private static final int EXAMPLES = 40;

    /** Sizes that BLAS treats differently: below its threshold for small products and above, and a vocabulary of no round number. */
    static Stream<NetworkConfig> networks() {
        return Stream.of(
                Networks.tiny(Kind.BERT, HiddenAct.GELU),
                Networks.tiny(Kind.POOLED, HiddenAct.GELU),
                network(Kind.BERT, 128, 2, 3001),
                network(Kind.BERT, 256, 4, 257),
                network(Kind.POOLED, 128, 2, 517));
    }

    private static NetworkConfig network(Kind kind, int hidden, int heads, int vocabulary) {
        return new NetworkConfig(
                kind, vocabulary, hidden, 2, heads, 4 * hidden, 0, 0, 64, 2, Initializer.BERT, 0.1, HiddenAct.GELU_NEW);
    }

    /** Examples of 2 tokens to as many as the network reads; each has a mask at the end and some more. */
    private static List<MaskedExample> examples(NetworkConfig network) {
        List<MaskedExample> examples = new ArrayList<>();
        for (int number = 0; number < EXAMPLES; number++) {
            SplittableRandom random = Seeds.forRow(1, "answers", number);
            int length = 2 + random.nextInt(network.maxPositionEmbeddings() - 1);
            int[] ids = random.ints(length, 0, network.vocabSize()).toArray();
            int[] positions = IntStream.range(1, length)
                    .filter(t -> t == length - 1 || random.nextInt(6) == 0)
                    .toArray();
            examples.add(new MaskedExample("", ids, new int[length], positions, new int[positions.length], 0));
        }
        return examples;
    }

    private static Minibatch minibatch(List<MaskedExample> examples) {
        return Minibatch.of(examples, 0);
    }

    private static int masks(List<MaskedExample> examples) {
        return examples.stream()
                .mapToInt(example -> example.maskedPositions().length)
                .sum();
    }

    /** Of each example all that is said of it: rows, masked-LM logits, next-sentence logits. */
    private static List<List<float[]>> said(BertNetwork bert, List<MaskedExample> examples) {
        float[][] rows = BatchInvariantInference.rows(bert, minibatch(examples));
        List<float[]> masked = all(BatchInvariantInference.maskedLm(bert, minibatch(examples)), masks(examples));
        List<float[]> pairs = all(BatchInvariantInference.nextSentence(bert, minibatch(examples)), examples.size());
        List<List<float[]>> said = new ArrayList<>();
        int next = 0;
        for (int example = 0; example < examples.size(); example++) {
            List<float[]> one = new ArrayList<>(List.of(pairs.get(example), rows[example]));
            for (int ignored : examples.get(example).maskedPositions()) {
                one.add(rows[examples.size() + next]);
                one.add(masked.get(next++));
            }
            said.add(one);
        }
        return said;
    }

    private static List<float[]> all(IntFunction<float[]> logits, int count) {
        return IntStream.range(0, count).mapToObj(logits).toList();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void companyAndOrderChangeNoBit(NetworkConfig network) {
        BertNetwork bert = Networks.started(network);
        List<MaskedExample> examples = examples(network);
        List<List<float[]>> together = said(bert, examples);

        List<Integer> shuffled = IntStream.range(0, EXAMPLES)
                .boxed()
                .sorted((one, other) -> Long.compare(Seeds.mix(one), Seeds.mix(other)))
                .toList();
        List<List<float[]>> inOtherOrder =
                said(bert, shuffled.stream().map(examples::get).toList());
        for (int place = 0; place < EXAMPLES; place++) {
            assertSameBits(inOtherOrder.get(place), together.get(shuffled.get(place)));
        }
        for (int example = 0; example < EXAMPLES; example++) {
            assertSameBits(said(bert, examples.subList(example, example + 1)).get(0), together.get(example));
        }
    }

    private static void assertSameBits(List<float[]> actual, List<float[]> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.get(i)).isEqualTo(expected.get(i));
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void logitsAreThoseOfAnEvaluationWithinRounding(NetworkConfig network) {
        BertNetwork bert = Networks.started(network);
        List<MaskedExample> examples = examples(network);
        List<float[]> masked = all(BatchInvariantInference.maskedLm(bert, minibatch(examples)), masks(examples));
        List<float[]> pairs = all(BatchInvariantInference.nextSentence(bert, minibatch(examples)), EXAMPLES);

        bert.evaluate(minibatch(examples));
        for (int mask = 0; mask < masked.size(); mask++) {
            assertClose(masked.get(mask), bert.maskedLmLogits(mask));
        }
        for (int example = 0; example < EXAMPLES; example++) {
            assertClose(pairs.get(example), bert.nextSentenceLogits(example));
        }
    }

    private static void assertClose(float[] actual, float[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(1e-4f));
        }
    }
}
