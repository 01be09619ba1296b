package cloze.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class WorkSpanTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void workersAtOnceCountOnceAndWorkersInTurnAddUp() {
        assertThat(WorkSpan.busiest(List.of(span("a", 0, 5), span("a", 1, 4)))).isCloseTo(5, within(1e-9));
        assertThat(WorkSpan.busiest(List.of(span("a", 6, 9), span("a", 0, 5)))).isCloseTo(8, within(1e-9));
        assertThat(WorkSpan.busiest(List.of(span("a", 0, 5), span("a", 3, 7)))).isCloseTo(7, within(1e-9));
    }

    @Test
    void theBusiestProcessCountsWhateverTheOthersClocksSay() {
        assertThat(WorkSpan.busiest(List.of(span("a", 0, 5), span("b", 900, 906), span("b", 906, 907))))
                .isCloseTo(7, within(1e-9));
    }

    @Test
    void eachWorkerCountsForItselfInTheMean() {
        assertThat(WorkSpan.mean(List.of(span("a", 0, 5), span("a", 0, 3)))).isCloseTo(4, within(1e-9));
    }

    @Test
    void nobodyAtWorkIsNoTime() {
        assertThat(WorkSpan.busiest(List.of())).isZero();
        assertThat(WorkSpan.mean(List.of())).isZero();
    }

    private static WorkSpan span(String process, long begin, long end) {
        return new WorkSpan(process, begin * SECOND, end * SECOND);
    }
}
