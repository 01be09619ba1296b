package cloze.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A metric is named once: whatever else of the main code writes or reads one asks {@link Metrics} for its column. */
class MetricNamesTest {
    private static final List<Path> SOURCES = List.of(Path.of("src/main/java"), Path.of("../jobs/src/main/java"));

    /** Where names are made. */
    private static final List<String> CONTRACT = List.of("Metric.java", "Metrics.java", "Task.java");

    private static final Pattern LITERAL = Pattern.compile("\"(?:\\\\.|[^\"\\\\\\n])*\"");

    private static final Pattern NAME = Pattern.compile(
            "(masked_lm|next_sentence)_?(loss|accuracy|count|\"|\\b)|perplexity|_baseline|(ceiling|majority)_|_empirical");

    private static List<String> namesIn(String source) {
        return LITERAL.matcher(source)
                .results()
                .map(literal -> literal.group())
                .filter(literal -> NAME.matcher(literal).find())
                .toList();
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(path -> path.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void noOtherFileOfTheMainCodeHasALiteralOfAMetricsName() {
        List<Path> files = SOURCES.stream()
                .flatMap(MetricNamesTest::files)
                .filter(file -> !CONTRACT.contains(file.getFileName().toString()))
                .toList();

        assertThat(files).hasSizeGreaterThan(500);
        assertThat(files).allSatisfy(file -> assertThat(namesIn(read(file))).isEmpty());
    }

    @Test
    void aLiteralOfAMetricsNameIsFound() {
        assertThat(namesIn("row(\"step\", \"validation_masked_lm_loss_low\"); // \"a\" masked_lm_loss"))
                .containsExactly("\"validation_masked_lm_loss_low\"");
        assertThat(namesIn("column(\"next_sentence_accuracy\")")).hasSize(1);
        assertThat(namesIn("prefix(\"masked_lm\")")).hasSize(1);
        assertThat(namesIn("column(\"next_sentence_labels\", \"masked_lm_ids\")"))
                .isEmpty();
    }

    @Test
    void namesAreThoseThatOtherToolsRelyOn() {
        assertThat(Metrics.columns(Metrics.EVALUATED))
                .containsExactly(
                        "masked_lm_loss",
                        "masked_lm_accuracy",
                        "next_sentence_loss",
                        "next_sentence_accuracy",
                        "perplexity");
        assertThat(Metrics.columns(Metrics.BASELINES))
                .containsExactly(
                        "unigram_baseline_loss",
                        "unigram_baseline_accuracy",
                        "bigram_baseline_loss",
                        "bigram_baseline_accuracy",
                        "majority_next_sentence_accuracy");
        assertThat(Metrics.columns(Metrics.CEILINGS))
                .containsExactly(
                        "ceiling_masked_lm_loss",
                        "ceiling_masked_lm_accuracy",
                        "ceiling_masked_lm_accuracy_empirical",
                        "ceiling_next_sentence_loss",
                        "ceiling_next_sentence_accuracy",
                        "ceiling_next_sentence_accuracy_empirical");
    }
}
