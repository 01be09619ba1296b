package cloze.benchmark.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownStepsTest {
    private static final int ELEMENTS = 200;
    private static final int STEPS = 5;

    /** Starts every step from the mean of the workers, as training does. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void theMeanIsKnownToTheBit(int workers) {
        var steps = new KnownSteps(workers);
        float[] state = new float[ELEMENTS];
        for (int step = 0; step < STEPS; step++) {
            double[] sum = new double[ELEMENTS];
            for (int worker = 0; worker < workers; worker++) {
                float[] own = state.clone();
                steps.add(worker, step, 10, FloatBuffer.wrap(own));
                for (int i = 0; i < ELEMENTS; i++) {
                    sum[i] += own[i];
                }
            }
            for (int i = 0; i < ELEMENTS; i++) {
                state[i] = (float) (sum[i] / workers);
            }
        }
        Set<Float> different = new HashSet<>();
        for (int i = 0; i < ELEMENTS; i++) {
            assertThat(state[i]).as("element %d", i).isEqualTo(KnownSteps.mean(STEPS, 10 + i));
            different.add(state[i]);
        }
        assertThat(different).hasSizeGreaterThan(ELEMENTS / 2);
    }
}
