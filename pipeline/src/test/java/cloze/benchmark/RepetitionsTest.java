package cloze.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepetitionsTest {
    @Test
    void takesTheMedianOfEachNumberAndLeavesWarmUpsOut() {
        Iterator<double[]> runs = List.of(
                        new double[] {100, 100}, new double[] {3, 10}, new double[] {1, 30}, new double[] {2, 20})
                .iterator();

        assertThat(new Repetitions(1, 3).medians(runs::next)).containsExactly(2, 20);
        assertThat(runs).isExhausted();
    }

    @Test
    void takesTheMeanOfTheMiddleTwoOfAnEvenNumber() {
        Iterator<double[]> runs = List.of(new double[] {4}, new double[] {1}, new double[] {2}, new double[] {8})
                .iterator();

        assertThat(new Repetitions(0, 4).medians(runs::next)).containsExactly(3);
    }

    @Test
    void timesInSeconds() {
        assertThat(new Repetitions(0, 1).seconds(() -> {})).isBetween(0.0, 0.5);
    }
}
