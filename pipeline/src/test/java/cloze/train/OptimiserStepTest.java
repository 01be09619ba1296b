package cloze.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloze.network.graph.BertNetwork;
import cloze.network.matrix.Floats;
import cloze.network.parameter.ParameterLayout;
import cloze.network.parameter.ParameterShape;
import cloze.random.Seeds;
import cloze.train.averaging.NativeState;
import cloze.train.optimiser.BertAdam;
import cloze.train.optimiser.FusedUpdater;
import cloze.train.optimiser.GradientClipping;
import cloze.train.optimiser.LearningRate;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Optimiser, weight decay and clipping as Deeplearning4j applies them to the real network. */
class OptimiserStepTest {
    private static final double DECAY = 0.01;
    private static final LearningRate SCHEDULE = LearningRate.linear(1e-2, 10, 100);
    private static final int STEP = 4;
    private static final LayerWorkspaceMgr NONE = LayerWorkspaceMgr.noWorkspaces();

    private final ComputationGraph graph = graph();
    private final INDArray gradients = gradients();

    @Test
    void decayTakesTheRateOfTheSameStepAndSparesBiasesAndLayerNorms() {
        float[] parameters = Floats.copyOf(graph.params());
        Floats.fill(gradients, filled(parameters.length, 0.5f));
        graph.getUpdater().update(new DefaultGradient(gradients), STEP, 0, 1, NONE);
        float[] updates = Floats.copyOf(gradients);

        double rate = SCHEDULE.valueAt(STEP, 0);
        double adam = 0.05 / (Math.sqrt(0.001 * 0.25) + 1e-6);
        Set<String> spared = new TreeSet<>();
        for (ParameterShape parameter : ParameterLayout.of(TinyRun.NETWORK)) {
            boolean decayed = false;
            for (int i = (int) parameter.offset(); i < parameter.offset() + parameter.length(); i++) {
                double plain = rate * adam;
                double withDecay = rate * (adam + DECAY * parameters[i]);
                decayed |= Math.abs(updates[i] - plain) > 1e-7;
                assertThat((double) updates[i])
                        .as(parameter.name())
                        .isCloseTo(decayed ? withDecay : plain, within(2e-6));
            }
            if (!decayed) {
                spared.add(parameter.name());
            }
        }
        assertThat(spared).isNotEmpty().allMatch(name -> name.matches("(?i).*(bias|norm|gain|beta|gamma).*"));
    }

    @Test
    void theOnePassMovesParametersAndMomentsAsDeeplearning4jsSeparatePassesDo() {
        var one = graph();
        var guard = new GradientClipping(1);
        FusedUpdater.fit(one, Nd4j.create(DataType.FLOAT, 2 * one.params().length()), guard);
        var random = Seeds.forRow(1, "gradients");
        for (int step = STEP; step < STEP + 5; step++) {
            float[] values = new float[(int) gradients.length()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextDouble(-1, 1);
            }
            Floats.fill(one.getFlattenedGradients(), values);
            guard.onGradientCalculation(one);
            assertThat(guard.clip()).isLessThan(1);
            one.getUpdater().update(new DefaultGradient(one.getFlattenedGradients()), step, 0, 1, NONE);
            assertThat(Floats.copyOf(one.getFlattenedGradients())).isEqualTo(values);

            Floats.fill(gradients, values);
            gradients.muli(guard.clip());
            graph.getUpdater().update(new DefaultGradient(gradients), step, 0, 1, NONE);
            graph.params().subi(gradients.reshape(gradients.length()));
        }
        assertThat(NativeState.of(one).copy().updater())
                .containsExactly(NativeState.of(graph).copy().updater(), within(1e-8f));
        assertThat(NativeState.of(one).copy().parameters())
                .containsExactly(NativeState.of(graph).copy().parameters(), within(1e-7f));
    }

    @Test
    void clippingScalesToTheLargestNormAndReportsTheNormBefore() {
        Floats.fill(gradients, filled((int) gradients.length(), 2));
        var guard = new GradientClipping(1);
        guard.onGradientCalculation(graph);
        double norm = 2 * Math.sqrt((double) gradients.length());
        assertThat(guard.norm()).isCloseTo(norm, within(1e-6));
        assertThat(guard.clip()).isCloseTo(1 / norm, within(1e-12));
        assertThat(guard.hasDiverged()).isFalse();
    }

    @Test
    void smallGradientsStayAsTheyAre() {
        Floats.fill(gradients, filled((int) gradients.length(), 1e-6f));
        var guard = new GradientClipping(1);
        guard.onGradientCalculation(graph);
        assertThat(guard.clip()).isEqualTo(1);
    }

    @Test
    void aGradientThatIsNoNumberIsNoticedUntilTheReset() {
        float[] values = filled((int) gradients.length(), 1);
        values[values.length - 1] = Float.POSITIVE_INFINITY;
        Floats.fill(gradients, values);
        var guard = new GradientClipping(1);
        guard.onGradientCalculation(graph);
        assertThat(guard.hasDiverged()).isTrue();
        guard.reset();
        assertThat(guard.hasDiverged()).isFalse();
    }

    private INDArray gradients() {
        graph.getUpdater();
        return graph.getFlattenedGradients();
    }

    private static ComputationGraph graph() {
        var adam = new BertAdam(SCHEDULE, BertAdam.Bias.KEPT);
        return BertNetwork.initialized(BertNetwork.configuration(TinyRun.NETWORK, 1, adam, DECAY), 3)
                .graph();
    }

    private static float[] filled(int length, float value) {
        float[] values = new float[length];
        Arrays.fill(values, value);
        return values;
    }
}
