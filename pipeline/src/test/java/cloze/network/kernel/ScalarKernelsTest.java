package cloze.network.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.NetworkConfig.HiddenAct;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScalarKernelsTest {
    private static final int COUNT = 40_001;

    @Test
    void exponentialsHaveARelativeErrorBelowAMillionth() {
        float[] values = grid(-86.5f, 86.5f);
        float[] arguments = values.clone();
        Exponential.apply(values, new float[COUNT], COUNT);
        double worst = 0;
        for (int i = 0; i < COUNT; i++) {
            worst = Math.max(worst, Math.abs(values[i] / Math.exp(arguments[i]) - 1));
        }
        assertThat(worst).isLessThan(3e-7);
    }

    @ParameterizedTest
    @EnumSource(HiddenAct.class)
    void gelusAndTheirSlopesAgreeWithTheDefinition(HiddenAct form) {
        float[] values = grid(-5, 5);
        float[] activations = new float[COUNT];
        float[] derivatives = new float[COUNT];
        Gelu.apply(form, values, activations, derivatives, new float[COUNT], COUNT);
        double h = 1e-4;
        for (int i = 0; i < COUNT; i += 7) {
            double z = values[i];
            assertThat((double) activations[i]).isCloseTo(gelu(form, z), Offset.offset(2e-7 + 1e-6 * Math.abs(z)));
            double slope = (gelu(form, z + h) - gelu(form, z - h)) / (2 * h);
            assertThat((double) derivatives[i]).isCloseTo(slope, Offset.offset(3e-6));
        }
    }

    @Test
    void dropoutKeepsTheMeanAndRepeatsItself() {
        DropRate rate = DropRate.of(0.1);
        float[] values = new float[COUNT];
        Arrays.fill(values, 1);
        float[] again = values.clone();
        ScalarDropout.apply(values, 0, COUNT, rate, 5, 3);
        ScalarDropout.apply(again, 0, COUNT, rate, 5, 3);
        assertThat(again).isEqualTo(values);
        int dropped = 0;
        for (float value : values) {
            dropped += value == 0 ? 1 : 0;
        }
        assertThat(dropped / (double) COUNT).isCloseTo(0.1, Offset.offset(0.006));
        assertThat(Rows.sum(values, 0, COUNT) / COUNT).isCloseTo(1, Offset.offset(0.006));
    }

    private static float[] grid(float from, float to) {
        float[] grid = new float[COUNT];
        for (int i = 0; i < COUNT; i++) {
            grid[i] = from + (to - from) * i / (COUNT - 1);
        }
        return grid;
    }

    private static double gelu(HiddenAct form, double z) {
        return switch (form) {
            case GELU_NEW -> 0.5 * z * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (z + 0.044715 * z * z * z)));
            case GELU -> z * normal(z);
        };
    }

    /** Computes the normal distribution function by its power series, to 1e-10 for |z| up to 5. */
    private static double normal(double z) {
        double term = z;
        double sum = z;
        for (int n = 1; n < 200; n++) {
            term *= -z * z * (2 * n - 1) / (2.0 * n * (2 * n + 1));
            sum += term;
        }
        return 0.5 + sum / Math.sqrt(2 * Math.PI);
    }
}
