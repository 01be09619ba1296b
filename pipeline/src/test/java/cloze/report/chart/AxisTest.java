package cloze.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AxisTest {
    @Test
    void marksAreRoundAndHoldEveryValue() {
        Axis axis = Axis.over("share", Unit.PERCENT, 0.149, Double.NaN, 0.868);

        assertThat(axis.marks().toArray()).containsExactly(new double[] {0, 0.2, 0.4, 0.6, 0.8, 1.0}, within(1e-9));
        assertThat(axis.marks().mapToObj(axis.unit()::tick))
                .containsExactly("0 %", "20 %", "40 %", "60 %", "80 %", "100 %");
    }

    @Test
    void aValueAloneLiesInTheMiddle() {
        Axis axis = Axis.over("share", Unit.PERCENT, 0.5);

        assertThat(axis.from()).isLessThan(0.5);
        assertThat(axis.to()).isGreaterThan(0.5);
    }

    @Test
    void differencesShowTheirSign() {
        Axis axis = Axis.over("points", Unit.POINTS, -0.013, 0.004);

        assertThat(axis.marks().mapToObj(axis.unit()::tick)).containsExactly("-1.5", "-1", "-0.5", "0", "+0.5");
    }

    @Test
    void thousandsAreParted() {
        assertThat(Unit.NUMBER.tick(12000)).isEqualTo("12,000");
        assertThat(Unit.NUMBER.tick(0.5)).isEqualTo("0.5");
    }
}
