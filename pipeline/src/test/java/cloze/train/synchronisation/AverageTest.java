package cloze.train.synchronisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloze.random.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AverageTest {
    @Test
    void theMeanIsTakenInTheWorkersOrderInDoublePrecision() {
        Average average = Average.of(List.of(
                new ModelState(new float[] {1e8f, 1}, new float[] {2}),
                new ModelState(new float[] {1, 2}, new float[] {4}),
                new ModelState(new float[] {-1e8f, 3}, new float[] {9})));
        assertThat(average.state().parameters()).containsExactly(1f / 3, 2f);
        assertThat(average.state().updater()).containsExactly(5f);
    }

    @Test
    void theSpreadIsTheDistanceToTheMeanInUnitsOfTheMean() {
        Average average = Average.of(List.of(
                new ModelState(new float[] {3, 4}, new float[] {}),
                new ModelState(new float[] {5, 6}, new float[] {})));
        assertThat(average.spread().relative()).isCloseTo(Math.sqrt(1 / ((16.0 + 25.0) / 2)), within(1e-12));
    }

    @Test
    void statesOfManyPiecesAreAveragedElementByElement() {
        int length = 200_001;
        SplittableRandom random = Seeds.forRow(1, "states");
        List<ModelState> states = new ArrayList<>();
        for (int worker = 0; worker < 3; worker++) {
            float[] values = new float[length];
            for (int i = 0; i < length; i++) {
                values[i] = (float) random.nextDouble(-1, 1);
            }
            states.add(new ModelState(values, values));
        }
        Average average = Average.of(states);
        double distances = 0;
        double means = 0;
        for (int i = 0; i < length; i++) {
            double sum = 0;
            for (ModelState state : states) {
                sum += state.parameters()[i];
            }
            float mean = (float) (sum / 3);
            assertThat(average.state().parameters()[i]).isEqualTo(mean);
            means += (double) mean * mean;
            for (ModelState state : states) {
                distances += Math.pow((double) state.parameters()[i] - mean, 2);
            }
        }
        assertThat(average.state().updater()).isEqualTo(average.state().parameters());
        assertThat(average.spread().relative()).isCloseTo(Math.sqrt(distances / 3 / means), within(1e-7));
        assertThat(Average.of(states).spread().relative())
                .isEqualTo(average.spread().relative());
    }
}
