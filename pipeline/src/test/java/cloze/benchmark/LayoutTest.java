package cloze.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LayoutTest {
    @Test
    void sharesTheCoresAmongTasksAndThreads() {
        assertThat(Layout.of(1)).containsExactly(new Layout(1, 1));
        assertThat(Layout.of(2)).containsExactly(new Layout(1, 1), new Layout(1, 2), new Layout(2, 1));
        assertThat(Layout.of(6))
                .contains(new Layout(6, 1), new Layout(3, 2), new Layout(2, 3), new Layout(1, 6), new Layout(1, 4))
                .doesNotContain(new Layout(5, 1), new Layout(3, 1))
                .allMatch(layout -> layout.tasks() * layout.threads() <= 6);
    }

    @Test
    void theFastestThreadsOfEachNumberOfTasksMakeTheTable() {
        assertThat(ThreadLayouts.fastest(List.of(row(1, 1, 90), row(1, 2, 150), row(2, 1, 170))))
                .hasToString("1:2,2:1");
        assertThat(ThreadLayouts.fastest(List.of(row(1, 1, 90), row(1, 2, 80)))).hasToString("1:1");
        assertThat(ThreadLayouts.fastest(List.of(Measurement.of("training").with(Field.WORKERS, 2)))
                        .threads())
                .isEmpty();
    }

    private static Measurement row(int tasks, int threads, double rate) {
        return Measurement.of(ThreadLayouts.PART)
                .with(Field.WORKERS, tasks)
                .with(Field.THREADS, threads)
                .with(Field.SEQUENCES_PER_SECOND, rate);
    }
}
