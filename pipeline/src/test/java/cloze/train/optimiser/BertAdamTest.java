package cloze.train.optimiser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloze.network.matrix.Floats;
import cloze.parallel.ParallelFor;
import cloze.random.Seeds;
import cloze.train.optimiser.BertAdam.Bias;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;

class BertAdamTest {
    /** More than two chunks, the last one partial. */
    private static final int PARAMETERS = 5001;

    private static final LearningRate SCHEDULE = LearningRate.linear(1e-3, 2, 20);

    @ParameterizedTest
    @EnumSource(Bias.class)
    void agreesWithTheRuleInDoublePrecision(Bias bias) {
        INDArray state = Nd4j.create(DataType.FLOAT, 2 * PARAMETERS + 3)
                .get(NDArrayIndex.interval(3, 2 * PARAMETERS + 3)); // a view, as in a network
        GradientUpdater<BertAdam> updater = new BertAdam(SCHEDULE, bias).instantiate(state, true);
        double[] m = new double[PARAMETERS];
        double[] v = new double[PARAMETERS];
        var random = Seeds.forRow(1, "gradients");
        for (int step = 0; step < 7; step++) {
            float[] gradient = new float[PARAMETERS];
            for (int i = 0; i < PARAMETERS; i++) {
                gradient[i] = (float) random.nextDouble(-1, 1);
            }
            INDArray memory = Nd4j.createFromArray(gradient);
            updater.applyUpdater(memory, step, 0);

            double[] expected = new double[PARAMETERS];
            for (int i = 0; i < PARAMETERS; i++) {
                m[i] = 0.9 * m[i] + 0.1 * gradient[i];
                v[i] = 0.999 * v[i] + 0.001 * gradient[i] * gradient[i];
                double correctedM = bias == Bias.CORRECTED ? m[i] / (1 - Math.pow(0.9, step + 1)) : m[i];
                double correctedV = bias == Bias.CORRECTED ? v[i] / (1 - Math.pow(0.999, step + 1)) : v[i];
                expected[i] = SCHEDULE.valueAt(step, 0) * correctedM / (Math.sqrt(correctedV) + 1e-6);
            }
            float[] actual = Floats.copyOf(memory);
            for (int i = 0; i < PARAMETERS; i++) {
                assertThat((double) actual[i]).isCloseTo(expected[i], within(1e-5 * Math.abs(expected[i]) + 1e-9));
            }
        }
    }

    @Test
    void keepsTheFirstMomentsBeforeTheSecondInItsState() {
        INDArray state = Nd4j.create(DataType.FLOAT, 4);
        new BertAdam(SCHEDULE, Bias.KEPT).instantiate(state, true).applyUpdater(Nd4j.createFromArray(1f, 2f), 3, 0);
        assertThat(Floats.copyOf(state)).containsExactly(new float[] {.1f, .2f, .001f, .004f}, within(1e-7f));
    }

    @Test
    void theNumberOfThreadsChangesNoBit() {
        assertThat(ParallelFor.threads(3).get(BertAdamTest::step)).isEqualTo(step());
    }

    /** What is taken from more parameters than one thread takes at a time. */
    private static float[] step() {
        float[] gradient = new float[200_001];
        var random = Seeds.forRow(1, "gradients");
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = (float) random.nextDouble(-1, 1);
        }
        INDArray memory = Nd4j.createFromArray(gradient);
        new BertAdam(SCHEDULE, Bias.KEPT)
                .instantiate(Nd4j.create(DataType.FLOAT, 2L * gradient.length), true)
                .applyUpdater(memory, 3, 0);
        return Floats.copyOf(memory);
    }

    @Test
    void doesNothingToParametersWhileTheRateIsZero() {
        INDArray gradient = Nd4j.createFromArray(1f, -2f);
        new BertAdam(SCHEDULE, Bias.KEPT)
                .instantiate(Nd4j.create(DataType.FLOAT, 4), true)
                .applyUpdater(gradient, 0, 0);
        assertThat(gradient.norm1Number().doubleValue()).isZero();
    }

    @Test
    void isTheSameAfterACloneAndJson() throws Exception {
        var adam = new BertAdam(SCHEDULE, Bias.CORRECTED);
        assertThat(adam.clone()).isEqualTo(adam).hasSameHashCodeAs(adam);
        assertThat(adam).isNotEqualTo(new BertAdam(SCHEDULE, Bias.KEPT));
        var json = NeuralNetConfiguration.mapper();
        assertThat(json.readValue(json.writeValueAsString(adam), IUpdater.class))
                .isEqualTo(adam);
    }
}
