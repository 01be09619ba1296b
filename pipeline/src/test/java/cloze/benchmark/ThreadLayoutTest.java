package cloze.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ThreadLayoutTest {
    @Test
    void sharesTheCoresAmongTasksAndThreads() {
        assertThat(ThreadLayout.of(1)).containsExactly(new ThreadLayout(1, 1));
        assertThat(ThreadLayout.of(2))
                .containsExactly(new ThreadLayout(1, 1), new ThreadLayout(1, 2), new ThreadLayout(2, 1));
        assertThat(ThreadLayout.of(6))
                .contains(
                        new ThreadLayout(6, 1),
                        new ThreadLayout(3, 2),
                        new ThreadLayout(2, 3),
                        new ThreadLayout(1, 6),
                        new ThreadLayout(1, 4))
                .doesNotContain(new ThreadLayout(5, 1), new ThreadLayout(3, 1))
                .allMatch(layout -> layout.tasks() * layout.threads() <= 6);
    }

    @Test
    void theFastestThreadsOfEachNumberOfTasksMakeTheTable() {
        assertThat(ThreadLayouts.fastest(List.of(row(1, 1, 90), row(1, 2, 150), row(2, 1, 170))))
                .hasToString("1:2,2:1");
        assertThat(ThreadLayouts.fastest(List.of(row(1, 1, 90), row(1, 2, 80)))).hasToString("1:1");
        assertThat(ThreadLayouts.fastest(List.of(BenchmarkRow.of("training").with(BenchmarkColumn.WORKERS, 2)))
                        .threads())
                .isEmpty();
    }

    private static BenchmarkRow row(int tasks, int threads, double rate) {
        return BenchmarkRow.of(ThreadLayouts.PART)
                .with(BenchmarkColumn.WORKERS, tasks)
                .with(BenchmarkColumn.THREADS, threads)
                .with(BenchmarkColumn.SEQUENCES_PER_SECOND, rate);
    }
}
