package cloze.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.table.SmallTable;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    @Test
    void eachTenthOfTheProbabilitiesHasItsRow() {
        var calibration = new Calibration();
        calibration.add(0.0, 0);
        calibration.add(0.5, 1);
        calibration.add(0.5625, 0);
        var other = new Calibration();
        other.add(1.0, 1);
        other.add(0.5, 1);
        calibration.merge(other);
        SmallTable table = calibration.table("v");

        assertThat(table.rows()).map(row -> row.getLong(3)).containsExactly(1L, 0L, 0L, 0L, 0L, 3L, 0L, 0L, 0L, 1L);
        assertThat(table.value(table.rows().get(5), "from")).isEqualTo(0.5);
        assertThat(table.value(table.rows().get(5), "to")).isEqualTo(0.6);
        assertThat(table.value(table.rows().get(5), "mean_predicted_random")).isEqualTo(1.5625 / 3);
        assertThat(table.value(table.rows().get(5), "share_random")).isEqualTo(2.0 / 3);
        assertThat(table.value(table.rows().get(1), "share_random")).isNull();
    }
}
