package cloze.network.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.config.DroppingOut;
import cloze.config.NetworkConfig;
import cloze.config.NetworkConfig.HiddenAct;
import cloze.config.NetworkConfig.Kind;
import cloze.dataset.Score;
import cloze.dataset.Task;
import cloze.dataset.TaskScores;
import cloze.error.ContractViolationException;
import cloze.network.Minibatches;
import cloze.network.Networks;
import cloze.network.parameter.ParameterLayout;
import cloze.network.parameter.ParameterShape;
import cloze.shard.Minibatch;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.NoOp;

class BertNetworkTest {
    private static final Minibatch MINIBATCH = Minibatches.random(5, 11, 23, 7);

    @ParameterizedTest
    @EnumSource(Kind.class)
    void learnsOneMinibatchByHeart(Kind kind) {
        BertNetwork network = Networks.started(wider(kind), 1, new Adam(1e-2));
        for (int step = 0; step < 120; step++) {
            network.graph().fit(MinibatchArrays.of(MINIBATCH));
        }
        assertThat(network.graph().score()).isLessThan(0.1);
        TaskScores scores = network.scores();
        assertThat(scores.of(Task.MASKED_LM).accuracy()).isEqualTo(1);
        assertThat(scores.of(Task.NEXT_SENTENCE).correct()).isEqualTo(5);
    }

    /** Pooled rows know no positions: it takes more width to tell the masked ones apart. */
    private static NetworkConfig wider(Kind kind) {
        NetworkConfig tiny = Networks.tiny(kind, HiddenAct.GELU_NEW);
        return new NetworkConfig(kind, 23, 32, 2, 2, 64, 0, 0, 12, 2, tiny.initializer(), 0.02, tiny.hiddenAct());
    }

    @Test
    void scoresTheSumOfBothHeads() {
        BertNetwork network = Networks.started(Networks.tiny(), 0.5, new NoOp());
        double score = network.graph().score(MinibatchArrays.of(MINIBATCH), false);
        TaskScores scores = network.scores();
        Score maskedLm = scores.of(Task.MASKED_LM);
        double expected = maskedLm.lossSum() / (maskedLm.count() + 1e-5)
                + 0.5 * scores.of(Task.NEXT_SENTENCE).loss();
        assertThat(score).isCloseTo(expected, Offset.offset(1e-6));
        assertThat(maskedLm.loss()).isBetween(2.0, 4.5);
    }

    @Test
    void fittingTwiceFromTheSameStartGivesTheSameWeights() {
        NetworkConfig network = DroppingOut.of(Networks.tiny(), 0.1);
        assertThat(fitted(network, MINIBATCH, 5)).isEqualTo(fitted(network, MINIBATCH, 5));
    }

    @Test
    void dropoutHangsOnTheMinibatchsKey() {
        NetworkConfig network = DroppingOut.of(Networks.tiny(), 0.3);
        INDArray one = fitted(network, MINIBATCH, 1);
        INDArray other = fitted(network, Minibatches.withKey(MINIBATCH, 8), 1);
        assertThat(one).isNotEqualTo(other);
        INDArray without = fitted(Networks.tiny(), MINIBATCH, 1);
        assertThat(without).isEqualTo(fitted(Networks.tiny(), Minibatches.withKey(MINIBATCH, 8), 1));
    }

    @Test
    void dropoutActsInTrainingOnly() {
        BertNetwork with = Networks.started(DroppingOut.of(Networks.tiny(), 0.3));
        BertNetwork without = Networks.started(Networks.tiny());
        assertThat(with.graph().score(MinibatchArrays.of(MINIBATCH), false))
                .isEqualTo(without.graph().score(MinibatchArrays.of(MINIBATCH), false));
        assertThat(with.graph().score(MinibatchArrays.of(MINIBATCH), true))
                .isNotEqualTo(without.graph().score(MinibatchArrays.of(MINIBATCH), true));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void noExampleReadsAnother(Kind kind) {
        BertNetwork network = Networks.started(Networks.tiny(kind, HiddenAct.GELU));
        network.evaluate(MINIBATCH);
        BatchPredictions before = network.predictions();
        network.evaluate(Minibatches.withOtherPieces(MINIBATCH, 2, 23));
        BatchPredictions after = network.predictions();
        for (int example = 0; example < MINIBATCH.examples(); example++) {
            float probability = after.of(Task.NEXT_SENTENCE).probabilities()[example];
            if (example == 2) {
                assertThat(probability)
                        .isNotEqualTo(before.of(Task.NEXT_SENTENCE).probabilities()[example]);
            } else {
                assertThat(probability).isEqualTo(before.of(Task.NEXT_SENTENCE).probabilities()[example]);
            }
        }
        for (int mask = 0; mask < MINIBATCH.maskedRows().length; mask++) {
            int row = MINIBATCH.maskedRows()[mask];
            if (row < MINIBATCH.starts()[2] || row >= MINIBATCH.starts()[3]) {
                assertThat(after.maskedLmLosses()[mask]).isEqualTo(before.maskedLmLosses()[mask]);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void maskedLmOnlyLeavesTheNextSentenceHeadAlone(Kind kind) {
        BertNetwork network = Networks.started(Networks.tiny(kind, HiddenAct.GELU_NEW), 0, new NoOp());
        assertThat(largest(Networks.gradient(network.graph(), MINIBATCH))).isPositive();
        Map<String, INDArray> gradients = network.graph().gradient().gradientForVariable();
        assertThat(gradients).containsKey("bert_next-sentence.outputKernel");
        gradients.forEach((name, gradient) -> {
            if (name.startsWith("bert_next-sentence.")) {
                assertThat(largest(gradient)).as(name).isZero();
            }
        });
        assertThat(network.graph().score()).isCloseTo(maskedLmLoss(network), Offset.offset(1e-6));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void nothingMaskedMeansNoMaskedLmGradient(Kind kind) {
        BertNetwork network = Networks.started(Networks.tiny(kind, HiddenAct.GELU_NEW), 0, new NoOp());
        assertThat(largest(Networks.gradient(network.graph(), MINIBATCH))).isPositive();
        assertThat(largest(Networks.gradient(network.graph(), Minibatches.unmasked(MINIBATCH))))
                .isZero();
        assertThat(network.graph().score()).isZero();
        assertThat(network.scores().of(Task.MASKED_LM).count()).isZero();
        assertThat(network.predictions().maskedLmLosses()).isEmpty();
    }

    @Test
    void predictionsAgreeWithLogits() {
        BertNetwork network = Networks.started(Networks.tiny());
        network.evaluate(MINIBATCH);
        BatchPredictions predictions = network.predictions();
        for (int i = 0; i < predictions.maskedLmLosses().length; i++) {
            float[] logits = network.maskedLmLogits(i);
            double sum = 0;
            for (float logit : logits) {
                sum += Math.exp(logit);
            }
            double loss = Math.log(sum) - logits[MINIBATCH.maskedIds()[i]];
            assertThat((double) predictions.maskedLmLosses()[i]).isCloseTo(loss, Offset.offset(1e-5));
        }
    }

    @Test
    void startsTheSameWhateverTheNextSentenceWeight() {
        BertNetwork one = Networks.started(Networks.tiny(), 0, new NoOp());
        BertNetwork other = Networks.started(Networks.tiny(), 1, new Adam(1e-3));
        assertThat(one.graph().params()).isEqualTo(other.graph().params());
        assertThat(one.graph().numParams()).isEqualTo(one.graph().params().length());
    }

    @Test
    void parametersAreViewsInTheOrderOfTheFlatVector() {
        ComputationGraph graph = Networks.graph(Networks.tiny());
        List<ParameterShape> shapes = ParameterLayout.of(Networks.tiny());
        long offset = 0;
        for (ParameterShape shape : shapes) {
            assertThat(shape.offset()).as(shape.name()).isEqualTo(offset);
            INDArray view = graph.paramTable().get("bert_" + shape.name());
            assertThat(view.getFloat(0))
                    .as(shape.name())
                    .isEqualTo(graph.params().getFloat(offset));
            offset += view.length();
        }
        assertThat(offset).isEqualTo(graph.params().length());
        assertThat(shapes)
                .extracting(ParameterShape::name)
                .contains("encoder.wordEmbeddings", "encoder.layer1.qkvKernel");
        graph.paramTable().get("bert_" + shapes.get(3).name()).putScalar(0, 42);
        assertThat(graph.params().amaxNumber().floatValue()).isEqualTo(42);
    }

    @Test
    void worksOnAfterItsMemoryWasReleased() {
        BertNetwork network = Networks.started(Networks.tiny());
        double before = network.graph().score(MinibatchArrays.of(MINIBATCH), false);
        network.release();
        assertThat(network.graph().score(MinibatchArrays.of(MINIBATCH), false)).isEqualTo(before);
    }

    @Test
    void aClosedGraphHasNoMemoryLeft() {
        Map<String, float[]> values = Networks.parameters(Networks.tiny(), Networks.graph(Networks.tiny()));
        BertNetwork network = BertNetwork.of(BertNetwork.configuration(Networks.tiny(), 1, new Adam(1e-3), 0), values);
        network.graph().fit(MinibatchArrays.of(MINIBATCH));
        long whileOpen = BertNetwork.passBytes();
        INDArray parameters = network.graph().params();
        INDArray gradients = network.graph().getFlattenedGradients();
        INDArray state = network.graph().getUpdater().getStateViewArray();

        network.close();

        assertThat(parameters.wasClosed()).as("parameters").isTrue();
        assertThat(gradients.wasClosed()).as("gradients").isTrue();
        assertThat(state.wasClosed()).as("optimiser's state").isTrue();
        assertThat(BertNetwork.passBytes()).isLessThan(whileOpen);
    }

    @Test
    void refusesPiecesBeyondItsTable() {
        BertNetwork network = Networks.started(Networks.tiny());
        Minibatch foreign = Minibatches.random(5, 11, 99, 7);
        assertThatThrownBy(() -> network.graph().fit(MinibatchArrays.of(foreign)))
                .isInstanceOf(ContractViolationException.class)
                .hasMessageContaining("network.vocab-size");
    }

    private static double largest(INDArray values) {
        return values.amaxNumber().doubleValue();
    }

    private static double maskedLmLoss(BertNetwork network) {
        Score score = network.scores().of(Task.MASKED_LM);
        return score.lossSum() / (score.count() + 1e-5);
    }

    private static INDArray fitted(NetworkConfig network, Minibatch minibatch, int steps) {
        ComputationGraph graph = Networks.graph(network);
        for (int step = 0; step < steps; step++) {
            graph.fit(MinibatchArrays.of(minibatch));
        }
        return graph.params().dup();
    }
}
