package cloze.train.averaging.slice;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.train.synchronisation.Blocks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlicePlanTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "63, 9", "64, 2", "65, 2", "2079, 1", "2079, 7", "2079, 1000", "110000000, 5156"})
    void slicesAreConsecutiveWholeBlocks(int parameters, int slices) {
        SlicePlan plan = SlicePlan.of(parameters, slices);
        assertThat(plan.slices()).isBetween(1, slices);
        assertThat(plan.from(0)).isZero();
        for (int slice = 0; slice < plan.slices(); slice++) {
            assertThat(plan.from(slice) % Blocks.of(parameters).length()).isZero();
            assertThat(plan.to(slice)).isGreaterThan(plan.from(slice));
        }
        assertThat(plan.to(plan.slices() - 1)).isEqualTo(parameters);
    }

    @ParameterizedTest
    @CsvSource({
        "4400000, 64, 64", "28800000, 64, 87", "110000000, 64, 330",
        "4400000, 1000, 412", "28800000, 1000, 1350", "110000000, 1000, 5157"
    })
    void automaticallyGrowsWithTheWorkersUntilTasksCostMore(int parameters, int workers, int slices) {
        assertThat(SlicePlan.automatic(parameters, workers).slices()).isEqualTo(slices);
    }

    @Test
    void aSmallModelHasOneSlice() {
        assertThat(SlicePlan.automatic(4096, 1000).slices()).isEqualTo(1);
        assertThat(SlicePlan.automatic(4097, 1000).slices()).isEqualTo(2);
    }
}
