package cloze.network.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.config.NetworkConfig;
import cloze.config.NetworkConfig.HiddenAct;
import cloze.config.NetworkConfig.Kind;
import cloze.dataset.Score;
import cloze.dataset.Task;
import cloze.dataset.TaskScores;
import cloze.error.ContractViolationException;
import cloze.network.Minibatches;
import cloze.network.Networks;
import cloze.shard.Minibatch;
import java.util.HashMap;
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

class BertGraphTest {
    private static final Minibatch MINIBATCH = Minibatches.random(5, 11, 23, 7);

    @ParameterizedTest
    @EnumSource(Kind.class)
    void learnsOneMinibatchByHeart(Kind kind) {
        ComputationGraph graph = Networks.graph(wider(kind), 1, new Adam(1e-2));
        for (int step = 0; step < 120; step++) {
            graph.fit(MINIBATCH.toMultiDataSet());
        }
        assertThat(graph.score()).isLessThan(0.1);
        TaskScores scores = BertGraph.scores(graph);
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
        ComputationGraph graph = Networks.graph(Networks.tiny(), 0.5, new NoOp());
        double score = graph.score(MINIBATCH.toMultiDataSet(), false);
        TaskScores scores = BertGraph.scores(graph);
        Score maskedLm = scores.of(Task.MASKED_LM);
        double expected = maskedLm.lossSum() / (maskedLm.count() + 1e-5)
                + 0.5 * scores.of(Task.NEXT_SENTENCE).loss();
        assertThat(score).isCloseTo(expected, Offset.offset(1e-6));
        assertThat(maskedLm.loss()).isBetween(2.0, 4.5);
    }

    @Test
    void fittingTwiceFromTheSameStartGivesTheSameWeights() {
        NetworkConfig network = Networks.tiny().withDropout(0.1);
        assertThat(fitted(network, MINIBATCH, 5)).isEqualTo(fitted(network, MINIBATCH, 5));
    }

    @Test
    void dropoutHangsOnTheMinibatchsKey() {
        NetworkConfig network = Networks.tiny().withDropout(0.3);
        INDArray one = fitted(network, MINIBATCH, 1);
        INDArray other = fitted(network, Minibatches.withKey(MINIBATCH, 8), 1);
        assertThat(one).isNotEqualTo(other);
        INDArray without = fitted(Networks.tiny(), MINIBATCH, 1);
        assertThat(without).isEqualTo(fitted(Networks.tiny(), Minibatches.withKey(MINIBATCH, 8), 1));
    }

    @Test
    void dropoutActsInTrainingOnly() {
        ComputationGraph with = Networks.graph(Networks.tiny().withDropout(0.3));
        ComputationGraph without = Networks.graph(Networks.tiny());
        assertThat(with.score(MINIBATCH.toMultiDataSet(), false))
                .isEqualTo(without.score(MINIBATCH.toMultiDataSet(), false));
        assertThat(with.score(MINIBATCH.toMultiDataSet(), true))
                .isNotEqualTo(without.score(MINIBATCH.toMultiDataSet(), true));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void paddingIsNeverRead(Kind kind) {
        ComputationGraph graph = Networks.graph(Networks.tiny(kind, HiddenAct.GELU));
        BertGraph.evaluate(graph, MINIBATCH.toMultiDataSet());
        BatchPredictions plain = BertGraph.predictions(graph);
        BertGraph.evaluate(graph, Minibatches.padded(MINIBATCH, 22).toMultiDataSet());
        BatchPredictions padded = BertGraph.predictions(graph);
        assertThat(padded.maskedLmLosses()).isEqualTo(plain.maskedLmLosses());
        assertThat(padded.nextSentenceProbabilities()).isEqualTo(plain.nextSentenceProbabilities());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void maskedLmOnlyLeavesTheNextSentenceHeadAlone(Kind kind) {
        ComputationGraph graph = Networks.graph(Networks.tiny(kind, HiddenAct.GELU_NEW), 0, new NoOp());
        assertThat(largest(Networks.gradient(graph, MINIBATCH))).isPositive();
        assertThat(largest(graph.getVertex(BertGraph.NEXT_SENTENCE).getGradientsViewArray()))
                .isZero();
        assertThat(graph.score()).isCloseTo(maskedLmLoss(graph), Offset.offset(1e-6));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void nothingMaskedMeansNoMaskedLmGradient(Kind kind) {
        ComputationGraph graph = Networks.graph(Networks.tiny(kind, HiddenAct.GELU_NEW), 0, new NoOp());
        assertThat(largest(Networks.gradient(graph, MINIBATCH))).isPositive();
        assertThat(largest(Networks.gradient(graph, Minibatches.unmasked(MINIBATCH))))
                .isZero();
        assertThat(graph.score()).isZero();
        assertThat(BertGraph.scores(graph).of(Task.MASKED_LM).count()).isZero();
        assertThat(BertGraph.predictions(graph).maskedLmLosses()).isEmpty();
    }

    @Test
    void predictionsAgreeWithLogits() {
        ComputationGraph graph = Networks.graph(Networks.tiny());
        BertGraph.evaluate(graph, MINIBATCH.toMultiDataSet());
        BatchPredictions predictions = BertGraph.predictions(graph);
        for (int i = 0; i < predictions.maskedLmLosses().length; i++) {
            float[] logits = BertGraph.logits(graph, i);
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
        ComputationGraph one = Networks.graph(Networks.tiny(), 0, new NoOp());
        ComputationGraph other = Networks.graph(Networks.tiny(), 1, new Adam(1e-3));
        assertThat(one.params()).isEqualTo(other.params());
        assertThat(one.numParams()).isEqualTo(one.params().length());
    }

    @Test
    void parametersAreViewsInTheOrderOfTheFlatVector() {
        ComputationGraph graph = Networks.graph(Networks.tiny());
        List<NamedParameter> parameters = BertGraph.parameters(graph);
        long offset = 0;
        for (NamedParameter parameter : parameters) {
            float first = graph.params().getFloat(offset);
            assertThat(parameter.view().getFloat(0)).isEqualTo(first);
            offset += parameter.view().length();
        }
        assertThat(offset).isEqualTo(graph.params().length());
        assertThat(parameters).extracting(NamedParameter::name).contains("wordEmbeddings", "layer1.qkvKernel");
        parameters.get(3).view().putScalar(0, 42);
        assertThat(graph.params().amaxNumber().floatValue()).isEqualTo(42);
    }

    @Test
    void worksOnAfterItsMemoryWasReleased() {
        ComputationGraph graph = Networks.graph(Networks.tiny());
        double before = graph.score(MINIBATCH.toMultiDataSet(), false);
        BertGraph.release(graph);
        assertThat(graph.score(MINIBATCH.toMultiDataSet(), false)).isEqualTo(before);
    }

    @Test
    void aClosedGraphHasNoMemoryLeft() {
        Map<String, float[]> values = new HashMap<>();
        for (NamedParameter parameter : BertGraph.parameters(Networks.graph(Networks.tiny()))) {
            values.put(
                    parameter.qualifiedName(), parameter.view().dup('c').data().asFloat());
        }
        ComputationGraph graph = BertGraph.of(Networks.tiny(), new Adam(1e-3), values);
        graph.fit(MINIBATCH.toMultiDataSet());
        long whileOpen = BertGraph.passBytes();
        INDArray parameters = graph.params();
        INDArray gradients = graph.getFlattenedGradients();
        INDArray state = graph.getUpdater().getStateViewArray();

        BertGraph.close(graph);

        assertThat(parameters.wasClosed()).as("parameters").isTrue();
        assertThat(gradients.wasClosed()).as("gradients").isTrue();
        assertThat(state.wasClosed()).as("optimiser's state").isTrue();
        assertThat(BertGraph.passBytes()).isLessThan(whileOpen);
    }

    @Test
    void refusesPiecesBeyondItsTable() {
        ComputationGraph graph = Networks.graph(Networks.tiny());
        Minibatch foreign = Minibatches.random(5, 11, 99, 7);
        assertThatThrownBy(() -> graph.fit(foreign.toMultiDataSet()))
                .isInstanceOf(ContractViolationException.class)
                .hasMessageContaining("network.vocab-size");
    }

    private static double largest(INDArray values) {
        return values.amaxNumber().doubleValue();
    }

    private static double maskedLmLoss(ComputationGraph graph) {
        Score score = BertGraph.scores(graph).of(Task.MASKED_LM);
        return score.lossSum() / (score.count() + 1e-5);
    }

    private static INDArray fitted(NetworkConfig network, Minibatch minibatch, int steps) {
        ComputationGraph graph = Networks.graph(network);
        for (int step = 0; step < steps; step++) {
            graph.fit(minibatch.toMultiDataSet());
        }
        return graph.params().dup();
    }
}
