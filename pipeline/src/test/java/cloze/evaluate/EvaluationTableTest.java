package cloze.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.dataset.DocumentId;
import cloze.dataset.Predictor;
import cloze.dataset.Task;
import cloze.table.SmallTable;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationTableTest {
    private static final List<String> METRICS = List.of(
            "masked_lm_loss", "masked_lm_accuracy", "next_sentence_loss", "next_sentence_accuracy", "perplexity");

    private static DocumentBootstrap measured() {
        var bootstrap = new DocumentBootstrap(100);
        for (int number = 0; number < 40; number++) {
            var tally = new Tally();
            Answers.addMasked(tally, 1 + number % 4, number % 2);
            Answers.addUnigram(tally, 4, number % 4 == 0 ? 1 : 0);
            tally.add(Predictor.BIGRAM, Task.MASKED_LM, 3, number % 4 == 1 ? 1 : 0);
            Answers.addPair(tally, 0.5 + number % 3, number % 5 == 0 ? 0 : 1, number % 8 == 0 ? 1 : 0);
            bootstrap.add(new DocumentId(number, number, 1), 3, tally);
        }
        return bootstrap;
    }

    private static SmallTable table(DocumentBootstrap measured) {
        var table = new EvaluationTable("f00d", "mlm-nsp", 120);
        table.add("validation", measured);
        return table.table();
    }

    private static Object cell(SmallTable table, String column) {
        return table.rows().get(0).get(table.schema().fieldIndex(column));
    }

    @Test
    void columnsComeInTheOrderTheyAreNamedIn() {
        assertThat(new EvaluationTable("f00d", "mlm-nsp", 120).table().schema().fieldNames())
                .containsExactly(
                        "run",
                        "variant",
                        "split",
                        "step",
                        "masked_lm_loss",
                        "masked_lm_accuracy",
                        "next_sentence_loss",
                        "next_sentence_accuracy",
                        "perplexity",
                        "masked_lm_count",
                        "next_sentence_count",
                        "unigram_baseline_loss",
                        "unigram_baseline_accuracy",
                        "bigram_baseline_loss",
                        "bigram_baseline_accuracy",
                        "majority_next_sentence_accuracy",
                        "ceiling_masked_lm_loss",
                        "ceiling_masked_lm_accuracy",
                        "ceiling_masked_lm_accuracy_empirical",
                        "ceiling_next_sentence_loss",
                        "ceiling_next_sentence_accuracy",
                        "ceiling_next_sentence_accuracy_empirical",
                        "masked_lm_loss_low",
                        "masked_lm_loss_high",
                        "masked_lm_accuracy_low",
                        "masked_lm_accuracy_high",
                        "next_sentence_loss_low",
                        "next_sentence_loss_high",
                        "next_sentence_accuracy_low",
                        "next_sentence_accuracy_high",
                        "perplexity_low",
                        "perplexity_high");
    }

    @Test
    void everyValueStandsInItsColumn() {
        SmallTable table = table(measured());

        assertThat(cell(table, "run")).isEqualTo("f00d");
        assertThat(cell(table, "variant")).isEqualTo("mlm-nsp");
        assertThat(cell(table, "split")).isEqualTo("validation");
        assertThat(cell(table, "step")).isEqualTo(120L);
        assertThat(cell(table, "masked_lm_loss")).isEqualTo(2.5);
        assertThat(cell(table, "masked_lm_accuracy")).isEqualTo(0.5);
        assertThat(cell(table, "next_sentence_loss")).isEqualTo(59.0 / 40);
        assertThat(cell(table, "next_sentence_accuracy")).isEqualTo(0.8);
        assertThat(cell(table, "perplexity")).isEqualTo(Math.exp(2.5));
        assertThat(cell(table, "masked_lm_count")).isEqualTo(40L);
        assertThat(cell(table, "next_sentence_count")).isEqualTo(40L);
        assertThat(cell(table, "unigram_baseline_loss")).isEqualTo(4.0);
        assertThat(cell(table, "unigram_baseline_accuracy")).isEqualTo(0.25);
        assertThat(cell(table, "bigram_baseline_loss")).isEqualTo(3.0);
        assertThat(cell(table, "bigram_baseline_accuracy")).isEqualTo(0.25);
        assertThat(cell(table, "majority_next_sentence_accuracy")).isEqualTo(0.875);
        assertThat(cell(table, "ceiling_masked_lm_accuracy")).isNull();
        assertThat(cell(table, "ceiling_next_sentence_accuracy")).isNull();
    }

    @Test
    void ceilingsStandBesideTheModel() {
        var tally = new Tally();
        tally.add(Predictor.CEILING, Task.MASKED_LM, 0.5, 0.75);
        tally.add(Predictor.COUNTED_CEILING, Task.MASKED_LM, 0.5, 1);
        tally.add(Predictor.CEILING, Task.NEXT_SENTENCE, 0.25, 0.875);
        tally.add(Predictor.COUNTED_CEILING, Task.NEXT_SENTENCE, 0.25, 0);
        var bootstrap = new DocumentBootstrap(0);
        bootstrap.add(new DocumentId(1, 1, 1), 3, tally);
        SmallTable table = table(bootstrap);

        assertThat(cell(table, "ceiling_masked_lm_loss")).isEqualTo(0.5);
        assertThat(cell(table, "ceiling_masked_lm_accuracy")).isEqualTo(0.75);
        assertThat(cell(table, "ceiling_masked_lm_accuracy_empirical")).isEqualTo(1.0);
        assertThat(cell(table, "ceiling_next_sentence_loss")).isEqualTo(0.25);
        assertThat(cell(table, "ceiling_next_sentence_accuracy")).isEqualTo(0.875);
        assertThat(cell(table, "ceiling_next_sentence_accuracy_empirical")).isEqualTo(0.0);
    }

    @Test
    void everyMetricLiesInItsInterval() {
        SmallTable table = table(measured());

        for (String metric : METRICS) {
            double low = (double) cell(table, metric + "_low");
            double high = (double) cell(table, metric + "_high");
            assertThat((double) cell(table, metric)).as(metric).isStrictlyBetween(low, high);
        }
    }

    @Test
    void whatCannotBeMeasuredIsAnEmptyCell() {
        SmallTable table = table(new DocumentBootstrap(10));

        assertThat(cell(table, "masked_lm_count")).isEqualTo(0L);
        for (String metric : METRICS) {
            assertThat(cell(table, metric)).as(metric).isNull();
            assertThat(cell(table, metric + "_low")).as(metric).isNull();
            assertThat(cell(table, metric + "_high")).as(metric).isNull();
        }
        assertThat(cell(table, "majority_next_sentence_accuracy")).isNull();
    }
}
