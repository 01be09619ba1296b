package cloze.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloze.dataset.Metric;
import cloze.dataset.Metrics;
import cloze.dataset.Task;
import cloze.evaluate.MeasuredModel;
import cloze.table.SmallTable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DifferencesTest {
    private static final Metric METRIC = Metrics.accuracy(Task.MASKED_LM);

    private static Differences.Run run(String variant, long seed, double value, double... resampled) {
        return new Differences.Run(
                variant,
                seed,
                new MeasuredModel(
                        Map.of("masked_lm_accuracy", value),
                        Map.of(
                                "masked_lm_accuracy",
                                DoubleStream.of(resampled).boxed().toList())));
    }

    private static Object cell(SmallTable table, int row, String column) {
        return table.value(table.rows().get(row), column);
    }

    private static double number(SmallTable table, String column) {
        return (double) cell(table, 0, column);
    }

    @Test
    void eachVariantIsComparedWithThoseBeforeIt() {
        SmallTable table = Differences.of(List.of(run("a", 1, 1), run("b", 1, 2), run("c", 1, 4)), List.of(METRIC));

        assertThat(table.rows())
                .map(row -> row.getString(0) + "-" + row.getString(1) + "=" + row.getDouble(3))
                .containsExactly("b-a=1.0", "c-a=3.0", "c-b=2.0");
        assertThat(cell(table, 0, "metric")).isEqualTo("validation_masked_lm_accuracy");
    }

    /** 101 resamplings that differ by -0.50 to 0.50 around the difference; what both share does not show. */
    @Test
    void withOneSeedTheIntervalIsThatOfTheDocuments() {
        double[] shared =
                IntStream.range(0, 101).mapToDouble(i -> 100 * Math.sin(i)).toArray();
        double[] other = IntStream.range(0, 101)
                .mapToDouble(i -> shared[i] + 3 + (i - 50) / 100.0)
                .toArray();
        SmallTable table = Differences.of(List.of(run("a", 1, 10, shared), run("b", 1, 13, other)), List.of(METRIC));

        assertThat(number(table, "difference")).isEqualTo(3);
        assertThat(number(table, "low")).isCloseTo(3 - 0.475, within(1e-9));
        assertThat(number(table, "high")).isCloseTo(3 + 0.475, within(1e-9));
        assertThat(cell(table, 0, "seeds")).isEqualTo(1L);
        assertThat(cell(table, 0, "interval_over")).isEqualTo("documents");
    }

    @Test
    void severalSeedsWidenIt() {
        double[] none = Collections.nCopies(11, 5.0).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        double[] spread =
                IntStream.range(0, 11).mapToDouble(i -> 5 + 2 + (i - 5)).toArray();
        List<Differences.Run> runs =
                List.of(run("a", 1, 5, none), run("b", 2, 8, spread), run("b", 1, 6, spread), run("a", 2, 5, none));
        SmallTable table = Differences.of(runs, List.of(METRIC));

        // Seeds differ by 1 and 3: mean 2, standard error 1, 12.7062 of them; documents by 2.5 % of the way into -5 to
        // 5.
        assertThat(number(table, "difference")).isEqualTo(2);
        assertThat(number(table, "high")).isCloseTo(2 + Math.hypot(12.70620473618, 4.75), within(1e-9));
        assertThat(number(table, "low")).isCloseTo(2 - Math.hypot(12.70620473618, 4.75), within(1e-9));
        assertThat(cell(table, 0, "seeds")).isEqualTo(2L);
        assertThat(cell(table, 0, "interval_over")).isEqualTo("documents and seeds");
    }

    @Test
    void withoutResamplingsThereIsNoInterval() {
        SmallTable table = Differences.of(List.of(run("a", 1, 1), run("b", 1, Double.NaN)), List.of(METRIC));

        for (String column : List.of("difference", "low", "high")) {
            assertThat(cell(table, 0, column)).as(column).isNull();
        }
    }
}
