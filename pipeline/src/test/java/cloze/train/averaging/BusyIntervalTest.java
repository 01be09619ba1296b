package cloze.train.averaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class BusyIntervalTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void workersAtOnceCountOnceAndWorkersInTurnAddUp() {
        assertThat(BusyInterval.busiest(List.of(span("a", 0, 5), span("a", 1, 4))))
                .isCloseTo(5, within(1e-9));
        assertThat(BusyInterval.busiest(List.of(span("a", 6, 9), span("a", 0, 5))))
                .isCloseTo(8, within(1e-9));
        assertThat(BusyInterval.busiest(List.of(span("a", 0, 5), span("a", 3, 7))))
                .isCloseTo(7, within(1e-9));
    }

    @Test
    void theBusiestProcessCountsWhateverTheOthersClocksSay() {
        assertThat(BusyInterval.busiest(List.of(span("a", 0, 5), span("b", 900, 906), span("b", 906, 907))))
                .isCloseTo(7, within(1e-9));
    }

    @Test
    void eachWorkerCountsForItselfInTheMean() {
        assertThat(BusyInterval.mean(List.of(span("a", 0, 5), span("a", 0, 3)))).isCloseTo(4, within(1e-9));
    }

    @Test
    void nobodyAtWorkIsNoTime() {
        assertThat(BusyInterval.busiest(List.of())).isZero();
        assertThat(BusyInterval.mean(List.of())).isZero();
    }

    private static BusyInterval span(String process, long begin, long end) {
        return new BusyInterval(process, begin * SECOND, end * SECOND);
    }
}
