package cloze.train.averaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloze.train.averaging.RoundTimes.Stages;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RoundTimesTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Offset<Double> EXACTLY = within(1e-9);

    /** Begins at 100, the last worker has sent at 110, the last slice is there at 113, the reports at 114. */
    private static final Stages STAGES = new Stages(100 * SECOND, 110 * SECOND, 113 * SECOND, 114 * SECOND);

    @Test
    void workersAtOnceCountOnceAndWorkersInTurnAddUp() {
        assertThat(fit(busy("a", 0, 5), busy("a", 1, 4))).isCloseTo(5, EXACTLY);
        assertThat(fit(busy("a", 6, 9), busy("a", 0, 5))).isCloseTo(8, EXACTLY);
        assertThat(fit(busy("a", 0, 5), busy("a", 3, 7))).isCloseTo(7, EXACTLY);
    }

    @Test
    void theBusiestProcessCountsWhateverTheOthersClocksSay() {
        assertThat(fit(busy("a", 0, 5), busy("b", 900, 906), busy("b", 906, 907)))
                .isCloseTo(7, EXACTLY);
    }

    @Test
    void eachWorkerCountsForItselfInTheMean() {
        assertThat(ofDriver(busy("a", 0, 5), busy("a", 0, 3)).worker()).isCloseTo(4, EXACTLY);
    }

    @Test
    void nobodyAtWorkIsNoTime() {
        assertThat(fit()).isZero();
        assertThat(ofDriver().worker()).isZero();
        assertThat(ofDriver().straggler()).isZero();
    }

    @Test
    void theMeanProcessWaitsForTheBusiestOne() {
        assertThat(ofDriver(busy("a", 0, 5), busy("b", 0, 9)).straggler()).isCloseTo(2, EXACTLY);
        assertThat(ofDriver(busy("a", 0, 5), busy("a", 0, 9)).straggler())
                .as("two workers of one process")
                .isZero();
    }

    @Test
    void onTheDriverTheWayIsWhatIsNeitherFitNorCombination() {
        RoundTimes times = RoundTimes.ofDriver(10, 2, List.of(busy("a", 0, 5)));
        assertThat(times.reduce()).isCloseTo(2, EXACTLY);
        assertThat(times.gather()).isCloseTo(3, EXACTLY);
        assertThat(times.close()).isZero();
        assertThat(RoundTimes.ofDriver(1, 2, List.of(busy("a", 0, 5))).gather()).isZero();
    }

    @Test
    void phasesOfExecutorsAddUpToTheRound() {
        RoundTimes times = RoundTimes.ofStages(
                STAGES, List.of(busy("a", 900, 907), busy("b", 2, 8)), List.of(busy("a", 907, 908), busy("b", 8, 9)));
        assertThat(times.all()).isCloseTo(14, EXACTLY);
        assertThat(times.fit()).isCloseTo(7, EXACTLY);
        assertThat(times.gather()).as("10 s until all have sent").isCloseTo(10 - 7 - 1, EXACTLY);
        assertThat(times.reduce()).as("sending and combining").isCloseTo(1 + 3, EXACTLY);
        assertThat(times.close()).isCloseTo(1, EXACTLY);
        assertThat(times.fit() + times.gather() + times.reduce() + times.close())
                .isCloseTo(times.all(), EXACTLY);
    }

    @Test
    void phasesAreNeverNegative() {
        RoundTimes times = RoundTimes.ofStages(
                new Stages(0, 5 * SECOND, 4 * SECOND, 3 * SECOND), List.of(busy("a", 0, 5)), List.of(busy("b", 0, 3)));
        assertThat(List.of(times.gather(), times.reduce(), times.close())).containsExactly(0.0, 3.0, 0.0);
    }

    private static double fit(RoundTimes.Busy... workers) {
        return ofDriver(workers).fit();
    }

    private static RoundTimes ofDriver(RoundTimes.Busy... workers) {
        return RoundTimes.ofDriver(100, 0, List.of(workers));
    }

    private static RoundTimes.Busy busy(String process, long begin, long end) {
        return new RoundTimes.Busy(process, begin * SECOND, end * SECOND);
    }
}
