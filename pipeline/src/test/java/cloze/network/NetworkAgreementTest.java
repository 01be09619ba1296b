package cloze.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloze.config.NetworkConfig;
import cloze.shard.Minibatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The network in single precision against its double-precision reference: losses, single rows, and every gradient. */
public class NetworkAgreementTest {
    private static final double LOSS_TOLERANCE = 3e-6;

    /** Of the largest entry of the tensor's reference gradient. */
    private static final double GRADIENT_TOLERANCE = 1e-4;

    /** Where a gradient vanishes, as that of the keys' bias does, only the rounding of the sums behind it is left. */
    private static final double GRADIENT_FLOOR = 5e-4;

    static Stream<Agreement> agreements() {
        return Agreement.all();
    }

    @ParameterizedTest
    @MethodSource("agreements")
    void lossesAndEveryGradientAreTheReferences(Agreement agreement) {
        Map<String, double[]> parameters = ReferenceParameters.random(agreement.config(), 42);
        ReferenceResult expected = reference(agreement, parameters, agreement.batch());
        try (var network = ProductionNetwork.at(agreement, parameters)) {
            ReferenceResult actual = network.train(agreement.batch());
            assertSameOutputs(actual, expected);
            assertThat(network.score())
                    .isCloseTo(expected.totalLoss(agreement.nextSentenceWeight()), relative(expected.totalLoss(1)));
            assertSameGradients(actual, expected);
        }
    }

    @ParameterizedTest
    @MethodSource("agreements")
    void evaluationSaysWhatTrainingSays(Agreement agreement) {
        Map<String, double[]> parameters = ReferenceParameters.random(agreement.config(), 43);
        try (var network = ProductionNetwork.at(agreement, parameters)) {
            assertSameOutputs(network.evaluate(agreement.batch()), reference(agreement, parameters, agreement.batch()));
        }
    }

    @ParameterizedTest
    @MethodSource("agreements")
    void initialValuesAgreeToo(Agreement agreement) {
        try (var network = ProductionNetwork.initialized(agreement, 5)) {
            ReferenceResult expected = reference(agreement, network.parameters(), agreement.batch());
            ReferenceResult actual = network.train(agreement.batch());
            assertSameOutputs(actual, expected);
            assertSameGradients(actual, expected);
        }
    }

    /** Buffers are kept from one minibatch to the next, whatever its shape: nothing of an earlier one may shine through. */
    @ParameterizedTest
    @MethodSource("agreements")
    void earlierMinibatchesLeaveNoTrace(Agreement agreement) {
        NetworkConfig config = agreement.config();
        Map<String, double[]> parameters = ReferenceParameters.random(config, 44);
        List<Minibatch> others = Agreement.all()
                .filter(other -> other.config().equals(config))
                .map(Agreement::batch)
                .toList();
        ReferenceResult expected = reference(agreement, parameters, agreement.batch());
        try (var network = ProductionNetwork.at(agreement, parameters)) {
            for (Minibatch other : others) {
                network.evaluate(other);
                network.train(other);
            }
            ReferenceResult actual = network.train(agreement.batch());
            assertSameOutputs(actual, expected);
            assertSameGradients(actual, expected);
        }
    }

    @Test
    void logitsAreThoseBehindTheLosses() {
        Agreement agreement = Agreement.named("two layers, three heads, GELU_NEW");
        Map<String, double[]> parameters = ReferenceParameters.random(agreement.config(), 42);
        try (var network = ProductionNetwork.at(agreement, parameters)) {
            ReferenceResult actual = network.evaluate(agreement.batch());
            for (int masked = 0; masked < agreement.batch().maskedIds().length; masked++) {
                float[] logits = network.logits(masked);
                double sum = 0;
                for (float logit : logits) {
                    sum += Math.exp(logit);
                }
                double nll = Math.log(sum) - logits[agreement.batch().maskedIds()[masked]];
                assertThat(nll).isCloseTo(actual.maskedLmNll()[masked], relative(nll));
            }
        }
    }

    private static ReferenceResult reference(Agreement agreement, Map<String, double[]> parameters, Minibatch batch) {
        return ReferenceNetwork.run(agreement.config(), parameters, batch, agreement.nextSentenceWeight());
    }

    private static void assertSameOutputs(ReferenceResult actual, ReferenceResult expected) {
        assertThat(actual.maskedLmLoss())
                .as("masked-LM loss")
                .isCloseTo(expected.maskedLmLoss(), relative(expected.maskedLmLoss()));
        assertThat(actual.nextSentenceLoss())
                .as("next-sentence loss")
                .isCloseTo(expected.nextSentenceLoss(), relative(expected.nextSentenceLoss()));
        assertThat(actual.maskedLmNll())
                .as("nll of the masked positions")
                .containsExactly(expected.maskedLmNll(), relative(10));
        assertThat(actual.nextSentenceProbabilities())
                .as("next-sentence probabilities")
                .containsExactly(expected.nextSentenceProbabilities(), relative(1));
    }

    /** Names every tensor that is off, the worst first. */
    private static void assertSameGradients(ReferenceResult actual, ReferenceResult expected) {
        assertThat(actual.gradients()).containsOnlyKeys(expected.gradients().keySet());
        List<TensorFault> faults = new ArrayList<>();
        expected.gradients().forEach((name, reference) -> {
            TensorFault fault = TensorFault.of(name, actual.gradients().get(name), reference);
            if (!(fault.share <= GRADIENT_TOLERANCE)) {
                faults.add(fault);
            }
        });
        faults.sort((a, b) -> Double.compare(b.share, a.share));
        assertThat(faults).as("gradients that differ from the reference").isEmpty();
    }

    private static Offset<Double> relative(double size) {
        return within(LOSS_TOLERANCE * Math.abs(size));
    }

    /** How far one tensor is off: its largest difference over its largest entry, and where. */
    private record TensorFault(String name, double share, int index, double actual, double expected) {
        static TensorFault of(String name, double[] actual, double[] expected) {
            assertThat(actual).as(name).hasSameSizeAs(expected);
            double largest = Math.max(
                    GRADIENT_FLOOR, Arrays.stream(expected).map(Math::abs).max().orElse(0));
            int worst = 0;
            for (int i = 0; i < expected.length; i++) {
                double here = Math.abs(actual[i] - expected[i]);
                if (!(here <= Math.abs(actual[worst] - expected[worst]))) {
                    worst = i;
                }
            }
            double share = Math.abs(actual[worst] - expected[worst]) / largest;
            return new TensorFault(name, share, worst, actual[worst], expected[worst]);
        }
    }
}
