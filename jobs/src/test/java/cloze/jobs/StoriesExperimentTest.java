package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole pipeline on the generated language, whose ceilings are known: documents, pairs and masks are as the best reader believes. */
@Tag("spark")
@Tag("slow")
class StoriesExperimentTest {
    @TempDir
    Path folder;

    private List<Map<String, String>> table(String name) throws IOException {
        List<Map<String, String>> rows = new ArrayList<>();
        List<String> lines = Files.readAllLines(folder.resolve("experiment/" + name + ".csv"));
        String[] names = lines.get(0).split(",", -1);
        for (String line : lines.subList(1, lines.size())) {
            // A comma between quotes is a word of the language.
            String[] cells = line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1);
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < names.length; i++) {
                row.put(names[i], cells[i]);
            }
            rows.add(row);
        }
        return rows;
    }

    private static double number(Map<String, String> row, String column) {
        return Double.parseDouble(row.get(column));
    }

    @Test
    void ceilingsSlicesAndDifferencesStandInTheTables() throws IOException {
        CapturedJob run = CapturedJob.run(
                new ExperimentJob(),
                SmallCorpus.settings(
                        "output=\"" + folder.resolve("experiment") + "\"",
                        "corpus { generator { kind = stories, documents = 1000 }, validation-fraction = 0.4 }",
                        "vocabulary { kind = words, vocab-size = 512, min-frequency = 1 }",
                        "examples { max-seq-length = 32, pairing = windows, dupe-factor = 2, mask-selection = independent }",
                        "examples { replacement = non-special, gates.max-leaked-sentence-share = 1 }",
                        "network { hidden-size = 16, intermediate-size = 32, max-position-embeddings = 32 }",
                        "training { max-steps = 2, averaging-frequency = 2, train-batch-size = 4 }",
                        "evaluation { train-examples = 10, bootstrap-samples = 20 }",
                        "experiment.seeds = [1, 2]"));
        assertThat(run.exitCode()).as(run.progress()).isZero();

        Map<String, String> both = table("tables/ceilings").get(0);
        assertThat(both).containsEntry("reads", "both sentences");
        // About 800 pairs and 2,200 masked words: four standard errors.
        assertThat(number(both, "masked_lm_accuracy")).isCloseTo(0.86, within(0.03));
        assertThat(number(both, "masked_lm_accuracy_empirical"))
                .isCloseTo(number(both, "masked_lm_accuracy"), within(0.03));
        assertThat(number(both, "next_sentence_accuracy")).isCloseTo(0.985, within(0.01));
        assertThat(number(both, "next_sentence_accuracy_empirical"))
                .isCloseTo(number(both, "next_sentence_accuracy"), within(0.02));
        assertThat(table("tables/ceilings")).hasSize(3);

        assertThat(table("tables/comparison")).hasSize(2).allSatisfy(row -> {
            assertThat(row).containsEntry("ceiling_masked_lm_accuracy", both.get("masked_lm_accuracy"));
            assertThat(number(row, "bigram_baseline_accuracy")).isGreaterThan(number(row, "unigram_baseline_accuracy"));
        });
        assertThat(table("tables/differences"))
                .hasSize(3)
                .allSatisfy(
                        row -> assertThat(number(row, "difference")).isBetween(number(row, "low"), number(row, "high")))
                .allSatisfy(row -> assertThat(row)
                        .containsEntry("variant", "mlm-nsp")
                        .containsEntry("against", "mlm-only")
                        .containsEntry("seeds", "2"));

        List<Map<String, String>> slices = table("mlm-nsp/seed-1/evaluate/tables/slices");
        assertThat(slices).extracting(row -> row.get("slice")).contains("frequency", "word-class", "sentence", "pair");
        assertThat(slices)
                .filteredOn(row -> row.get("slice").equals("word-class"))
                .hasSize(10);
        long masked = slices.stream()
                .filter(row -> row.get("slice").equals("standing"))
                .mapToLong(row -> Long.parseLong(row.get("masked_lm_count")))
                .sum();
        assertThat(masked).isBetween(1_500L, 3_500L);
        for (String kind : List.of("frequency", "word-class", "position", "length", "sentence", "pair")) {
            assertThat(slices.stream()
                            .filter(row -> row.get("slice").equals(kind))
                            .mapToLong(row -> Long.parseLong(row.get("masked_lm_count")))
                            .sum())
                    .as(kind)
                    .isEqualTo(masked);
        }
        assertThat(table("mlm-nsp/seed-1/evaluate/tables/calibration")).hasSize(10);
        assertThat(table("mlm-nsp/seed-1/evaluate/tables/resamplings")).hasSize(20);
        assertThat(table("mlm-nsp/seed-1/evaluate/tables/examples"))
                .isNotEmpty()
                .allSatisfy(row -> {
                    assertThat(number(row, "probability_1")).isGreaterThanOrEqualTo(number(row, "probability_2"));
                    assertThat(number(row, "bayes_probability")).isBetween(0.0, 1.0);
                    assertThat(row.get("input")).contains("[CLS] ", " [SEP]");
                });
    }
}
