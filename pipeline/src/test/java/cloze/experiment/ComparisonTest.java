package cloze.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloze.dataset.Metric;
import cloze.table.SmallTable;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    /** Metrics of 0.0, 0.1, 0.2, ... in their order, each plus {@code shift}. */
    private static Comparison.Run run(String variant, double shift, double unigram, double seconds) {
        Map<String, Double> metrics = Comparison.METRICS.stream()
                .collect(Collectors.toMap(
                        metric -> metric, metric -> Comparison.METRICS.indexOf(metric) / 10.0 + shift));
        Map<String, Double> references = Comparison.REFERENCES.stream()
                .collect(Collectors.toMap(
                        Metric::column, reference -> Comparison.REFERENCES.indexOf(reference) - 2 + unigram));
        return new Comparison.Run(variant, metrics, references, seconds, 12);
    }

    private static Object cell(SmallTable table, int row, String column) {
        return table.rows().get(row).get(table.schema().fieldIndex(column));
    }

    private static double number(SmallTable table, int row, String column) {
        return (double) cell(table, row, column);
    }

    @Test
    void columnsComeInTheOrderTheyAreNamedIn() {
        assertThat(Comparison.of(List.of()).schema().fieldNames())
                .containsExactly(
                        "variant",
                        "seeds",
                        "train_masked_lm_accuracy",
                        "train_masked_lm_accuracy_low",
                        "train_masked_lm_accuracy_high",
                        "validation_masked_lm_accuracy",
                        "validation_masked_lm_accuracy_low",
                        "validation_masked_lm_accuracy_high",
                        "train_masked_lm_loss",
                        "train_masked_lm_loss_low",
                        "train_masked_lm_loss_high",
                        "validation_masked_lm_loss",
                        "validation_masked_lm_loss_low",
                        "validation_masked_lm_loss_high",
                        "train_next_sentence_accuracy",
                        "train_next_sentence_accuracy_low",
                        "train_next_sentence_accuracy_high",
                        "validation_next_sentence_accuracy",
                        "validation_next_sentence_accuracy_low",
                        "validation_next_sentence_accuracy_high",
                        "ceiling_masked_lm_accuracy",
                        "ceiling_next_sentence_accuracy",
                        "unigram_baseline_accuracy",
                        "bigram_baseline_accuracy",
                        "seconds",
                        "rounds");
    }

    @Test
    void aVariantsSeedsBecomeTheirMeanAndInterval() {
        SmallTable table = Comparison.of(List.of(run("b", 0.3, 0.2, 10), run("a", 0, 0.5, 1), run("b", 0.31, 0.4, 20)));

        assertThat(table.rows()).hasSize(2);
        assertThat(cell(table, 0, "variant")).isEqualTo("b");
        assertThat(cell(table, 0, "seeds")).isEqualTo(2L);
        for (String metric : Comparison.METRICS) {
            double mean = Comparison.METRICS.indexOf(metric) / 10.0 + 0.305;
            assertThat(number(table, 0, metric)).as(metric).isCloseTo(mean, within(1e-12));
            // Two values 0.01 apart: a standard error of 0.005, and 12.7062 of them.
            assertThat(number(table, 0, metric + "_low")).as(metric).isCloseTo(mean - 0.0635310236809, within(1e-9));
            assertThat(number(table, 0, metric + "_high")).as(metric).isCloseTo(mean + 0.0635310236809, within(1e-9));
        }
        assertThat(number(table, 0, "unigram_baseline_accuracy")).isCloseTo(0.3, within(1e-12));
        assertThat(number(table, 0, "bigram_baseline_accuracy")).isCloseTo(1.3, within(1e-12));
        assertThat(number(table, 0, "ceiling_masked_lm_accuracy")).isCloseTo(-1.7, within(1e-12));
        assertThat(number(table, 0, "ceiling_next_sentence_accuracy")).isCloseTo(-0.7, within(1e-12));
        assertThat(number(table, 0, "seconds")).isEqualTo(15);
        assertThat(cell(table, 0, "rounds")).isEqualTo(12L);
        assertThat(cell(table, 1, "variant")).isEqualTo("a");
    }

    @Test
    void anAccuracysIntervalEndsWhereAccuraciesDo() {
        SmallTable table = Comparison.of(List.of(run("a", 0, 0.2, 10), run("a", 1, 0.4, 20)));

        assertThat(number(table, 0, "validation_next_sentence_accuracy_low")).isZero();
        assertThat(number(table, 0, "validation_next_sentence_accuracy_high")).isEqualTo(1);
        assertThat(number(table, 0, "validation_masked_lm_loss_high")).isGreaterThan(1);
    }

    @Test
    void oneSeedHasNoInterval() {
        SmallTable table = Comparison.of(List.of(run("a", 0, 0.5, 1)));

        assertThat(cell(table, 0, "seeds")).isEqualTo(1L);
        for (String metric : Comparison.METRICS) {
            assertThat(cell(table, 0, metric)).as(metric).isNotNull();
            assertThat(cell(table, 0, metric + "_low")).as(metric).isNull();
            assertThat(cell(table, 0, metric + "_high")).as(metric).isNull();
        }
    }

    @Test
    void whatWasNotMeasuredIsAnEmptyCell() {
        Comparison.Run unmeasured = run("a", Double.NaN, Double.NaN, 1);
        SmallTable table = Comparison.of(List.of(unmeasured, unmeasured));

        for (String metric : Comparison.METRICS) {
            assertThat(cell(table, 0, metric)).as(metric).isNull();
            assertThat(cell(table, 0, metric + "_low")).as(metric).isNull();
            assertThat(cell(table, 0, metric + "_high")).as(metric).isNull();
        }
        assertThat(cell(table, 0, "unigram_baseline_accuracy")).isNull();
        assertThat(table.csv()).doesNotContain("NaN");
    }

    @Test
    void theConsoleShowsAFewColumns() {
        SmallTable shown = Comparison.shown(Comparison.of(List.of(run("a", 0, 0.5, 1))));

        assertThat(shown.schema().fieldNames())
                .startsWith("variant", "seeds")
                .contains("validation_masked_lm_accuracy", "unigram_baseline_accuracy")
                .doesNotContain("validation_masked_lm_accuracy_low");
        assertThat(cell(shown, 0, "variant")).isEqualTo("a");
    }
}
