package cloze.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cloze.config.DroppingOut;
import cloze.config.NetworkConfig;
import cloze.config.NetworkConfig.HiddenAct;
import cloze.config.NetworkConfig.Kind;
import cloze.error.ContractViolationException;
import cloze.network.NetworkCases.Example;
import cloze.network.NetworkCases.Sizes;
import cloze.network.graph.BatchInvariantInference;
import cloze.network.graph.BertNetwork;
import cloze.network.graph.ClassifierOutput;
import cloze.network.graph.MinibatchArrays;
import cloze.network.parameter.ParameterLayout;
import cloze.network.parameter.ParameterShape;
import cloze.shard.Minibatch;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The classifier against its double-precision reference, which itself is checked against finite differences. */
class ClassifierTest {
    private static final Sizes SIZES = new Sizes(29, 12, 2, 3, 19);
    private static final NetworkConfig NETWORK = NetworkCases.network(Kind.BERT, HiddenAct.GELU_NEW, SIZES);

    /** Ragged lengths, both segments, and every class of two. */
    private static Minibatch batch(int labels) {
        return NetworkCases.batch(
                NetworkCases.example(23, 11, 0, SIZES),
                NetworkCases.example(37, 30, labels - 1, SIZES),
                NetworkCases.example(5, 5, labels / 2, SIZES),
                NetworkCases.example(1, 1, 1, SIZES));
    }

    private static ComputationGraphConfiguration configuration(NetworkConfig network, int labels, double dropout) {
        return BertNetwork.classifier(network, new ClassifierOutput(labels, dropout), new NoOp(), 0.01);
    }

    private static BertNetwork at(int labels, Map<String, double[]> values) {
        Map<String, float[]> start = new TreeMap<>();
        values.forEach((name, doubles) -> {
            float[] floats = new float[doubles.length];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) doubles[i];
            }
            start.put(name, floats);
        });
        return BertNetwork.of(configuration(NETWORK, labels, 0), start);
    }

    private static Map<String, double[]> values(int labels) {
        return ReferenceParameters.random(ReferenceParameters.ofClassifier(NETWORK, labels), 42);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 17})
    void lossAndEveryGradientAreTheReferences(int labels) {
        ReferenceClassifier expected = ReferenceClassifier.run(NETWORK, labels, values(labels), batch(labels));
        BertNetwork network = at(labels, values(labels));
        // What an earlier minibatch has left in buffers and gradients must not show.
        Networks.gradient(network.graph(), NetworkCases.batch(NetworkCases.example(30, 7, 1, SIZES)));
        INDArray gradient = Networks.gradient(network.graph(), batch(labels));
        assertThat(network.graph().score()).isCloseTo(expected.loss(), within(3e-6 * expected.loss()));
        for (ParameterShape shape : ParameterLayout.ofClassifier(NETWORK, labels)) {
            double[] own = gradient.get(NDArrayIndex.interval(shape.offset(), shape.offset() + shape.length()))
                    .toDoubleVector();
            double[] reference = expected.gradients().get(shape.name());
            double largest =
                    Math.max(5e-4, Arrays.stream(reference).map(Math::abs).max().orElseThrow());
            assertThat(own).as(shape.name()).containsExactly(reference, within(1e-4 * largest));
        }
        assertThat(expected.gradients()).hasSameSizeAs(ParameterLayout.ofClassifier(NETWORK, labels));
        network.close();
    }

    @Test
    void theReferencesGradientsAgreeWithFiniteDifferences() {
        Sizes tiny = new Sizes(9, 4, 2, 2, 5);
        NetworkConfig network = NetworkCases.network(Kind.BERT, HiddenAct.GELU, tiny);
        Minibatch batch = NetworkCases.batch(
                NetworkCases.example(7, 4, 2, tiny),
                NetworkCases.example(5, 5, 0, tiny),
                new Example(new int[] {2, 6, 6, 3}, 4, 1));
        Map<String, double[]> values = ReferenceParameters.random(ReferenceParameters.ofClassifier(network, 3), 42);
        Map<String, double[]> gradients =
                ReferenceClassifier.run(network, 3, values, batch).gradients();
        double step = 2.5e-4;
        values.forEach((name, parameter) -> {
            for (int i = 0; i < parameter.length; i++) {
                double point = parameter[i];
                double[] losses = new double[5];
                for (int at = -2; at <= 2; at++) {
                    parameter[i] = point + at * step;
                    losses[at + 2] =
                            ReferenceClassifier.run(network, 3, values, batch).loss();
                }
                parameter[i] = point;
                double slope = (8 * (losses[3] - losses[1]) - (losses[4] - losses[0])) / (12 * step);
                assertThat(gradients.get(name)[i])
                        .as("%s[%d]", name, i)
                        .isCloseTo(slope, within(1e-6 * Math.max(Math.abs(slope), 1e-3)));
            }
        });
    }

    /** In float, so with a wide tolerance, of the largest gradient of every parameter. */
    @ParameterizedTest
    @CsvSource({"0, 0.3", "0.2, 0.3", "0.2, 0"})
    void gradientsWithDropoutAgreeWithFiniteDifferences(double hidden, double dropout) {
        float step = 2e-3f;
        NetworkConfig network = DroppingOut.of(Networks.tiny(), hidden);
        ComputationGraph graph =
                BertNetwork.initialized(configuration(network, 3, dropout), 1).graph();
        Minibatch minibatch = Minibatches.random(5, 11, 23, 7);
        INDArray gradient = Networks.gradient(graph, minibatch).dup();
        for (ParameterShape parameter : ParameterLayout.ofClassifier(network, 3)) {
            INDArray own =
                    gradient.get(NDArrayIndex.interval(parameter.offset(), parameter.offset() + parameter.length()));
            long index = parameter.offset() + Nd4j.argMax(Transforms.abs(own)).getLong(0);
            INDArray flat = graph.params();
            float value = flat.getFloat(index);
            flat.putScalar(index, value + step);
            double above = graph.score(MinibatchArrays.of(minibatch), true);
            flat.putScalar(index, value - step);
            double below = graph.score(MinibatchArrays.of(minibatch), true);
            flat.putScalar(index, value);
            double analytic = gradient.getDouble(index);
            assertThat((above - below) / (2 * step))
                    .as(parameter.name())
                    .isCloseTo(analytic, within(2e-3 + 0.03 * Math.abs(analytic)));
        }
    }

    @Test
    void dropoutDropsInTrainingAloneAndAnewForEachMinibatch() {
        ComputationGraph graph = BertNetwork.initialized(configuration(Networks.tiny(), 3, 0.5), 1)
                .graph();
        Minibatch minibatch = Minibatches.random(5, 11, 23, 7);
        double without = graph.score(MinibatchArrays.of(minibatch), false);
        double dropped = graph.score(MinibatchArrays.of(minibatch), true);
        assertThat(dropped).isNotEqualTo(without);
        assertThat(graph.score(MinibatchArrays.of(minibatch), true)).isEqualTo(dropped);
        Minibatch later = Minibatches.withKey(minibatch, 8);
        assertThat(graph.score(MinibatchArrays.of(later), true)).isNotEqualTo(dropped);
        assertThat(graph.score(MinibatchArrays.of(later), false)).isEqualTo(without);
    }

    @Test
    void logitsAreTheReferencesAndTheSameInAnyMinibatch() {
        Minibatch all = batch(3);
        double[] expected = ReferenceClassifier.run(NETWORK, 3, values(3), all).logits();
        BertNetwork network = at(3, values(3));
        for (int example = 0; example < all.examples(); example++) {
            float[] among = BatchInvariantInference.classes(network, all).apply(example);
            assertThat(among).hasSize(3);
            for (int label = 0; label < 3; label++) {
                assertThat((double) among[label]).isCloseTo(expected[3 * example + label], within(2e-5));
            }
            IntFunction<float[]> alone = BatchInvariantInference.classes(network, only(all, example));
            assertThat(alone.apply(0)).containsExactly(among);
        }
        network.close();
    }

    private static Minibatch only(Minibatch all, int example) {
        int from = all.starts()[example];
        int to = all.starts()[example + 1];
        return new Minibatch(
                Arrays.copyOfRange(all.inputIds(), from, to),
                Arrays.copyOfRange(all.segmentIds(), from, to),
                new int[] {0, to - from},
                new int[0],
                new int[0],
                new int[] {0},
                0);
    }

    @Test
    void aLabelThatTheClassifierLacksIsRefused() {
        BertNetwork network = at(3, values(3));
        Minibatch wrong = NetworkCases.batch(NetworkCases.example(5, 5, 3, SIZES));
        assertThatThrownBy(() -> network.evaluate(wrong))
                .isInstanceOf(ContractViolationException.class)
                .hasMessage("Minibatch label: found 3, expected 0 to 2");
        network.close();
    }

    @Test
    void aNetworkOfPreTrainingClassifiesNothing() {
        assertThatThrownBy(() -> BatchInvariantInference.classes(Networks.started(Networks.tiny()), batch(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("No classifier");
    }

    @Test
    void theConfigurationSurvivesCloningAndJson() {
        ComputationGraphConfiguration configuration =
                BertNetwork.classifier(NETWORK, new ClassifierOutput(3, 0.1), new Adam(1e-4), 0.01);
        assertThat(configuration.clone()).isEqualTo(configuration).isNotSameAs(configuration);
        assertThat(ComputationGraphConfiguration.fromJson(configuration.toJson()))
                .isEqualTo(configuration);
        assertThat(BertNetwork.classifier(NETWORK, new ClassifierOutput(4, 0.1), new Adam(1e-4), 0.01))
                .isNotEqualTo(configuration);
        assertThat(BertNetwork.classifier(NETWORK, new ClassifierOutput(3, 0.2), new Adam(1e-4), 0.01))
                .isNotEqualTo(configuration);
    }
}
