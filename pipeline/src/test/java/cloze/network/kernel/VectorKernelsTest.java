package cloze.network.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloze.config.NetworkConfig.HiddenAct;
import cloze.random.Seeds;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compares both implementations of every kernel on the same rows, most of whose lengths are not multiples of a
 * vector's. Differences are relative to the largest entry. Arrays are longer than the rows, and the elements beyond
 * must not change.
 */
class VectorKernelsTest {
    private static final float TOLERANCE = 2e-6f;
    private static final int BEHIND = 5;
    private static final float UNTOUCHED = 77;

    private final Kernels scalar = KernelChoice.SCALAR.kernels();
    private final Kernels vector = KernelChoice.VECTOR.kernels();

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 15, 16, 17, 31, 33, 128, 131, 30_522})
    void logitsAreAddedToAndTheLargestIsFound(int count) {
        float[] addend = row(count, 2, 1);
        float[] one = row(count, 1, 6);
        float[] other = one.clone();
        assertThat(vector.addAndFindLargest(other, addend, count))
                .isEqualTo(scalar.addAndFindLargest(one, addend, count));
        assertThat(other).isEqualTo(one);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 16, 17, 40, 200})
    void theFirstOfEqualsIsTheLargest(int count) {
        for (int first = 0; first < count; first++) {
            float[] values = row(count, 1, 1);
            values[first] = 9;
            values[count - 1] = 9;
            assertThat(vector.addAndFindLargest(values, new float[count], count))
                    .isEqualTo(first);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 17, 200})
    void aRowWithANaNHasNoSum(int count) {
        float[] values = row(count, 1, 1);
        values[count / 2] = Float.NaN;
        int largest = vector.addAndFindLargest(values, new float[count], count);
        assertThat(largest).isEqualTo(count / 2);
        assertThat(vector.exponentials(values, values[largest], count)).isNaN();
        float[] scores = row(count, 1, 1);
        scores[count - 1] = Float.NaN;
        vector.softmax(scores, 1, count);
        assertThat(scores[0]).isNaN();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 16, 17, 131, 30_522})
    void exponentialsAndTheirSumAgree(int count) {
        float[] one = row(count, 3, 60);
        float[] other = one.clone();
        double expected = scalar.exponentials(one, 60, count);
        assertThat(vector.exponentials(other, 60, count)).isCloseTo(expected, within(1e-6 * expected));
        assertClose(other, one);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 16, 17, 131})
    void exponentialsHaveARelativeErrorBelowThreeTenMillionths(int count) {
        float[] values = row(count, 4, 43);
        float[] arguments = values.clone();
        vector.exponentials(values, 43, count);
        for (int i = 0; i < count; i++) {
            double expected = Math.exp((double) (arguments[i] - 43));
            assertThat((double) values[i]).isCloseTo(expected, within(3e-7 * expected));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 16, 17, 37, 128, 131})
    void softmaxAndItsGradientAgree(int width) {
        int rows = 5;
        float[] one = row(rows * width, 5, 20);
        float[] other = one.clone();
        scalar.softmax(one, rows, width);
        vector.softmax(other, rows, width);
        assertClose(other, one);
        for (int row = 0; row < rows; row++) {
            assertThat(Rows.sum(other, row * width, (row + 1) * width)).isCloseTo(1, within(1e-6));
        }
        float[] gradient = row(rows * width, 6, 1);
        float[] otherGradient = gradient.clone();
        scalar.softmaxBackward(gradient, one, rows, width);
        vector.softmaxBackward(otherGradient, one, rows, width);
        assertClose(otherGradient, gradient);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 7, 31, 32, 33, 64, 131, 4096})
    void dropoutGivesTheSameBits(int count) {
        float[] one = row(count + 3, 7, 1);
        float[] other = one.clone();
        for (double share : new double[] {0.1, 0.5, 0.99999}) {
            DropRate rate = DropRate.of(share);
            scalar.drop(one, 3, count, rate, -5, 1L << 40);
            vector.drop(other, 3, count, rate, -5, 1L << 40);
            assertThat(other).isEqualTo(one);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 16, 17, 131, 512})
    void geluAndItsSlopeAgree(int count) {
        for (HiddenAct form : HiddenAct.values()) {
            float[] bias = row(count, 9, 1);
            float[][] one = {row(count, 8, 12), row(count, 1, 1), row(count, 1, 1)};
            float[][] other = copy(one);
            scalar.gelu(form, one[0], bias, one[1], one[2], count);
            vector.gelu(form, other[0], bias, other[1], other[2], count);
            assertClose(other[1], one[1]);
            assertClose(other[2], one[2]);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 16, 17, 128, 131, 768})
    void layerNormAndItsGradientAgree(int count) {
        float[] gamma = row(count, 10, 1);
        float[] beta = row(count, 11, 1);
        float[][] one = {row(count, 12, 3), row(count, 1, 1)};
        float[][] other = copy(one);
        float inverse = scalar.normalize(one[0], gamma, beta, one[1], count);
        assertThat(vector.normalize(other[0], gamma, beta, other[1], count))
                .isCloseTo(inverse, within(TOLERANCE * inverse));
        assertClose(other[0], one[0]);
        assertClose(other[1], one[1]);

        var row = new Kernels.NormRow(one[0], Math.min(inverse, 10), gamma);
        float[][] gradients = {row(count, 13, 1), row(count, 14, 1), row(count, 15, 1)};
        float[][] others = copy(gradients);
        scalar.normalizeBackward(gradients[0], row, gradients[1], gradients[2], count);
        vector.normalizeBackward(others[0], row, others[1], others[2], count);
        for (int i = 0; i < gradients.length; i++) {
            assertClose(others[i], gradients[i]);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 16, 17, 131, 2048})
    void sumsOfProductsAgree(int count) {
        float[] factors = row(count, 16, 1);
        float[][] one = {row(count, 17, 1), row(count, 18, 1)};
        float[][] other = copy(one);
        scalar.scaleAndAdd(one[0], 0.3f, one[1], count);
        vector.scaleAndAdd(other[0], 0.3f, other[1], count);
        scalar.multiplyAndAdd(one[0], factors, one[1], count);
        vector.multiplyAndAdd(other[0], factors, other[1], count);
        assertClose(other[0], one[0]);
        assertClose(other[1], one[1]);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 16, 17, 131, 2048})
    void adamAgrees(int count) {
        var rates = new AdamRates(0.3f, 0.9f, 0.1f, 0.999f, 0.001f, 1e-3f, 1.5f, 1e-6f, 1e-2f);
        float[][] one = {row(count, 19, 1), row(count, 20, 1), row(count, 21, 1), row(count, 24, 1)};
        for (int i = 0; i < count; i++) {
            one[2][i] *= one[2][i];
        }
        float[][] other = copy(one);
        scalar.adam(one[0], one[1], one[2], one[3], count, rates);
        vector.adam(other[0], other[1], other[2], other[3], count, rates);
        for (int i = 0; i < one.length; i++) {
            assertClose(other[i], one[i]);
        }
    }

    /**
     * A kernel yields the same bits in compiled as in interpreted code; otherwise results would depend on the time of
     * compilation.
     */
    @ParameterizedTest
    @ValueSource(ints = {37, 128})
    void bitsStayTheSameWhenTheCodeIsCompiled(int count) {
        float[] ones = row(count, 22, 1);
        Consumer<float[]> step = values -> {
            float[] output = new float[count];
            vector.gelu(HiddenAct.GELU_NEW, values, ones, output, new float[count], count);
            vector.normalize(output, ones, ones, values, count);
            vector.softmax(values, 1, count);
        };
        float[] first = row(count, 23, 3);
        step.accept(first);
        for (int time = 0; time < 20_000; time++) {
            float[] again = row(count, 23, 3);
            step.accept(again);
            assertThat(Arrays.equals(again, first)).as("time %d", time).isTrue();
        }
    }

    private static void assertClose(float[] actual, float[] expected) {
        float largest = 1e-6f;
        for (int i = 0; i < expected.length - BEHIND; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
        }
        for (int i = 0; i < expected.length; i++) {
            float tolerance = i < expected.length - BEHIND ? TOLERANCE * largest : 0;
            assertThat(actual[i]).as("element %d", i).isCloseTo(expected[i], within(tolerance));
        }
    }

    private static float[][] copy(float[][] arrays) {
        return Arrays.stream(arrays).map(float[]::clone).toArray(float[][]::new);
    }

    /** Returns {@code count} values between -range and range, followed by some that do not belong to the row. */
    private static float[] row(int count, int which, float range) {
        SplittableRandom random = Seeds.forRow(which, "kernel test");
        float[] values = new float[count + BEHIND];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble(-range, range);
        }
        Arrays.fill(values, count, count + BEHIND, UNTOUCHED);
        return values;
    }
}
