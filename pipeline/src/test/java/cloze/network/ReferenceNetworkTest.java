package cloze.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloze.config.NetworkConfig;
import cloze.config.NetworkConfig.HiddenAct;
import cloze.config.NetworkConfig.Kind;
import cloze.network.NetworkCases.Example;
import cloze.network.NetworkCases.Sizes;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What can be known of the network's outputs without computing them. */
class ReferenceNetworkTest {
    private static final Sizes SMALL = new Sizes(11, 6, 2, 3, 8);
    private static final double LN_11 = Math.log(11);
    private static final Example[] EXAMPLES = {
        NetworkCases.example(6, 3, 0, SMALL, 1, 4, 5, 9), NetworkCases.example(9, 5, 1, SMALL, 2, 10)
    };

    @ParameterizedTest
    @EnumSource
    void nextSentenceProbabilitiesSumToOne(Kind kind) {
        double[] probabilities = run(network(kind), EXAMPLES).nextSentenceProbabilities();
        assertThat(probabilities).hasSize(4);
        assertThat(probabilities[0] + probabilities[1]).isCloseTo(1, within(1e-15));
        assertThat(probabilities[2] + probabilities[3]).isCloseTo(1, within(1e-15));
    }

    @ParameterizedTest
    @EnumSource
    void maskedTokenProbabilitiesSumToOneOverTheVocabulary(Kind kind) {
        double sum = 0;
        for (int id = 0; id < SMALL.vocabulary(); id++) {
            Example example = new Example(EXAMPLES[0].tokens(), 3, 0, 4, id);
            sum += Math.exp(-run(network(kind), example).maskedLmNll()[0]);
        }
        assertThat(sum).isCloseTo(1, within(1e-13));
    }

    @ParameterizedTest
    @EnumSource
    void anExampleAloneHasTheOutputsItHasInCompany(Kind kind) {
        ReferenceResult together = run(network(kind), EXAMPLES);
        ReferenceResult alone = run(network(kind), EXAMPLES[1]);
        assertThat(alone.maskedLmNll()[0]).isEqualTo(together.maskedLmNll()[2]);
        assertThat(alone.nextSentenceProbabilities())
                .containsExactly(Arrays.copyOfRange(together.nextSentenceProbabilities(), 2, 4));
    }

    @ParameterizedTest
    @EnumSource
    void equalLogitsCostTheLogarithmOfTheirNumber(Kind kind) {
        NetworkConfig config = network(kind);
        Map<String, double[]> parameters = ReferenceParameters.random(config, 1);
        Stream.of("next-sentence.outputKernel", "next-sentence.outputBias", "masked-lm.outputBias")
                .forEach(name -> Arrays.fill(parameters.get(name), 0));
        // The decoder: BERT's is the table of word embeddings.
        Arrays.fill(parameters.get(kind == Kind.BERT ? "encoder.wordEmbeddings" : "masked-lm.outputKernel"), 0);

        ReferenceResult result = ReferenceNetwork.run(config, parameters, NetworkCases.batch(EXAMPLES), 1);

        assertThat(result.maskedLmNll()).containsExactly(new double[] {LN_11, LN_11, LN_11}, within(1e-14));
        assertThat(result.maskedLmLoss()).isCloseTo(3 * LN_11 / 3.00001, within(1e-14));
        assertThat(result.nextSentenceLoss()).isCloseTo(Math.log(2), within(1e-14));
    }

    @ParameterizedTest
    @EnumSource
    void nothingMaskedCostsNothing(Kind kind) {
        ReferenceResult result = run(network(kind), NetworkCases.example(6, 3, 0, SMALL));
        assertThat(result.maskedLmLoss()).isZero();
        assertThat(result.maskedLmNll()).isEmpty();
        assertThat(result.gradients().get("masked-lm.outputBias")).containsOnly(0);
    }

    @ParameterizedTest
    @EnumSource
    void aTokenIsReadWhereverItStandsAndItsNeighboursMatter(Kind kind) {
        Example changed = new Example(EXAMPLES[0].tokens().clone(), 3, 0, 1, 4, 5, 9);
        changed.tokens()[2] = (changed.tokens()[2] + 1) % SMALL.vocabulary();
        ReferenceResult before = run(network(kind), EXAMPLES[0]);
        ReferenceResult after = run(network(kind), changed);
        assertThat(after.nextSentenceProbabilities()).isNotEqualTo(before.nextSentenceProbabilities());
        if (kind == Kind.BERT) {
            assertThat(after.maskedLmNll()).isNotEqualTo(before.maskedLmNll());
        } else {
            // The pooled network sees one position at a time.
            assertThat(after.maskedLmNll()).isEqualTo(before.maskedLmNll());
        }
    }

    @Test
    void aTokenAloneAttendsToItselfWhateverItAsks() {
        ReferenceResult result = run(network(Kind.BERT), NetworkCases.example(1, 1, 0, SMALL, 0, 2));
        double[] bias = result.gradients().get("encoder.layer0.qkvBias");
        int hidden = SMALL.hidden();
        assertThat(Arrays.copyOf(bias, 2 * hidden)).containsOnly(0);
        assertThat(Arrays.copyOfRange(bias, 2 * hidden, 3 * hidden)).doesNotContain(0);
    }

    /** Computed with the erfc and tanh of CPython's math module. */
    @ParameterizedTest
    @CsvSource({
        "0, 0.000000000000000, 0.000000000000000",
        "1, 0.841344746068543, 0.841191990608277",
        "-1, -0.158655253931457, -0.158808009391723",
        "2, 1.954499736103642, 1.954597694087775",
        "0.5, 0.345731230637007, 0.345714009825144",
        "-3, -0.004049694094890, -0.003637392081773",
        "9, 9.000000000000000, 9.000000000000000"
    })
    void geluHasItsKnownValues(double x, double erfForm, double tanhForm) {
        assertThat(ReferenceActivation.erfGelu(x)).isCloseTo(erfForm, within(1e-14));
        assertThat(ReferenceActivation.tanhGelu(x)).isCloseTo(tanhForm, within(1e-14));
    }

    private static NetworkConfig network(Kind kind) {
        return NetworkCases.network(kind, HiddenAct.GELU_NEW, SMALL);
    }

    private static ReferenceResult run(NetworkConfig config, Example... examples) {
        return ReferenceNetwork.run(config, ReferenceParameters.random(config, 1), NetworkCases.batch(examples), 1);
    }
}
