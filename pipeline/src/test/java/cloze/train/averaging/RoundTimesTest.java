package cloze.train.averaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoundTimesTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void workersAtOnceCountOnceAndWorkersInTurnAddUp() {
        assertThat(fitting(busy("a", 0, 5), busy("a", 1, 4))).isCloseTo(5, within(1e-9));
        assertThat(fitting(busy("a", 6, 9), busy("a", 0, 5))).isCloseTo(8, within(1e-9));
        assertThat(fitting(busy("a", 0, 5), busy("a", 3, 7))).isCloseTo(7, within(1e-9));
    }

    @Test
    void theBusiestProcessCountsWhateverTheOthersClocksSay() {
        assertThat(fitting(busy("a", 0, 5), busy("b", 900, 906), busy("b", 906, 907)))
                .isCloseTo(7, within(1e-9));
    }

    @Test
    void eachWorkerCountsForItselfInTheMean() {
        assertThat(worker(busy("a", 0, 5), busy("a", 0, 3))).isCloseTo(4, within(1e-9));
    }

    @Test
    void nobodyAtWorkIsNoTime() {
        assertThat(fitting()).isZero();
        assertThat(worker()).isZero();
    }

    @Test
    void whatIsNeitherFittingNorAveragingIsTransport() {
        assertThat(RoundTimes.of(10, 2, List.of(busy("a", 0, 5))).transport()).isCloseTo(3, within(1e-9));
        assertThat(RoundTimes.of(1, 2, List.of(busy("a", 0, 5))).transport()).isZero();
    }

    private static double fitting(RoundTimes.Busy... workers) {
        return RoundTimes.of(100, 0, List.of(workers)).fitting();
    }

    private static double worker(RoundTimes.Busy... workers) {
        return RoundTimes.of(100, 0, List.of(workers)).worker();
    }

    private static RoundTimes.Busy busy(String process, long begin, long end) {
        return new RoundTimes.Busy(process, begin * SECOND, end * SECOND);
    }
}
