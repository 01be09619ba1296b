package cloze.jobs;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import cloze.benchmark.BenchmarkStep;
import cloze.benchmark.BenchmarkTable;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
@Tag("slow")
class BenchmarkJobTest {
    @TempDir
    Path folder;

    @Test
    void measuresEachPartOnACorpusAndLeavesTheTableAlone() throws IOException {
        String output = folder.resolve("out").toString();
        CapturedJob run = run(
                "corpus.input=\"" + SmallCorpus.write(folder) + "\"",
                "corpus.validation-fraction=0.2",
                "output=\"" + output + "\"");

        assertThat(run.exitCode()).as(run.progress()).isZero();
        assertThat(run.results()).contains("| tokenizer ", "| vocabulary ", "| prepare ", "| train vocabulary ");
        List<JsonNode> rows = rows(output);
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.path("seconds").asDouble(-1)).isNotNegative();
            assertThat(row.path("threads").asInt()).isPositive();
        });
        assertThat(column(rows, "tokenizer", "language"))
                .containsExactly("en", "de", "ru", "zh", "ar", "hi", "ja", "mixed");
        assertThat(rows.get(0).path("megabytes_per_second").asDouble()).isPositive();
        assertThat(rows.get(0).path("tokens_per_second").asDouble()).isPositive();
        assertThat(column(rows, "vocabulary", "stage")).containsExactly("", "count words", "merge");
        assertThat(column(rows, "prepare", "stage"))
                .containsExactly(
                        "",
                        "read",
                        "count words",
                        "train vocabulary",
                        "sentences",
                        "tokenize",
                        "pair",
                        "mask",
                        "write",
                        "quality");
        JsonNode prepare = rows.get(11);
        assertThat(prepare.path("sequences_per_second").asDouble()).isPositive();
        try (Stream<Path> left = Files.list(folder.resolve("out"))) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .filteredOn(name -> !name.endsWith(".crc"))
                    .containsExactlyInAnyOrder("benchmark.json", "manifest.json", "_run.fingerprint");
        }
    }

    @Test
    void measuresOnGeneratedTextWithAGivenVocabularyWhenNoCorpusIsNamed() throws IOException {
        Path vocabulary =
                Files.writeString(folder.resolve("vocab.txt"), "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nthe\n.\n");
        String output = folder.resolve("out").toString();
        CapturedJob run = run(
                "benchmark.parts=[tokenizer,prepare,embeddings]",
                "corpus.generator.documents=60",
                "corpus.validation-fraction=0.2",
                "vocabulary.file=\"" + vocabulary + "\"",
                "output=\"" + output + "\"");

        assertThat(run.exitCode()).as(run.progress()).isZero();
        List<JsonNode> rows = rows(output);
        assertThat(column(rows, "tokenizer", "language")).startsWith("generated", "de");
        assertThat(column(rows, "prepare", "stage")).doesNotContain("count words", "train vocabulary");
        JsonNode embeddings = rows.get(rows.size() - 1);
        assertThat(embeddings.path("part").asText()).isEqualTo("embeddings");
        assertThat(embeddings.path("sequences_per_second").asDouble()).isPositive();
        assertThat(folder.resolve("out/scratch")).doesNotExist();
    }

    @Test
    void measuresTrainingOnRandomTokensAndRecordsTheFastestThreads() throws IOException {
        String output = folder.resolve("out").toString();
        CapturedJob run = run(miniature(
                "benchmark.training.presets=[tiny,stories]",
                "benchmark.training.layout-preset=stories",
                "benchmark.training.flat-rounds=[1,3]",
                "output=\"" + output + "\""));

        assertThat(run.exitCode()).as(run.progress()).isZero();
        List<JsonNode> rows = rows(output);
        assertThat(column(rows, "training", "preset")).containsExactly("tiny", "stories");
        JsonNode tiny = rows.get(0);
        for (String key : List.of(
                "sequences_per_second",
                "tokens_per_second",
                "step_milliseconds",
                "gemm_share",
                "averaging_overhead",
                "seconds",
                "fit_seconds")) {
            assertThat(tiny.path(key).asDouble()).as(key).isPositive();
        }
        assertThat(tiny.path("examples").asText()).isEqualTo("random");
        assertThat(tiny.path("workers").asInt()).isEqualTo(2);
        assertThat(tiny.path("executors").asInt()).isEqualTo(1);
        assertThat(column(rows, "memory", "process")).containsExactly("driver", "driver");
        assertThat(column(rows, "flat", "round")).containsExactly("1", "3");
        Map<String, Set<String>> weightsByWorkers = rows.stream()
                .filter(row -> row.path("part").asText().equals("threads"))
                .collect(groupingBy(
                        row -> row.path("workers").asText(),
                        mapping(row -> row.path("weights").asText(), toSet())));
        assertThat(weightsByWorkers.values()).isNotEmpty().allSatisfy(weights -> assertThat(weights)
                .as("whatever the number of threads")
                .hasSize(1)
                .doesNotContain(""));
        assertThat(Path.of(output, "manifest.json")).content().contains("\"threads_per_worker\"");
        assertThat(Path.of(output, BenchmarkStep.THREADS_FILE)).content().containsPattern("CLOZE_THREADS:-1:\\d,2:1");
    }

    @Test
    void measuresTrainingOnPreparedExamples() throws IOException {
        String prepared = folder.resolve("prepared").toString();
        SmallRun.prepare("local[2]", SmallCorpus.write(folder).toString(), prepared);
        String output = folder.resolve("out").toString();
        CapturedJob run = run(miniature(
                "benchmark.training.presets=[tiny]",
                "benchmark.training.layout-preset=\"\"",
                "prepared=\"" + prepared + "\"",
                "output=\"" + output + "\""));

        assertThat(run.exitCode()).as(run.progress()).isZero();
        JsonNode tiny = rows(output).get(0);
        assertThat(tiny.path("examples").asText()).isEqualTo(prepared);
        assertThat(tiny.path("tokens_per_second").asDouble())
                .isLessThan(40 * tiny.path("sequences_per_second").asDouble());
        assertThat(tiny.has("gemm_share")).isFalse();
        assertThat(Path.of(output, "scratch")).doesNotExist();
    }

    @Test
    void measuresTheExchangeOfSleepingWorkers() throws IOException {
        String output = folder.resolve("out").toString();
        CapturedJob run = run(
                "benchmark.parts=[exchange]",
                "benchmark.exchange { workers = [1, 2], parameters = [5000, 20000], rounds = 2, fit-seconds = 0.01 }",
                "output=\"" + output + "\"");

        assertThat(run.exitCode()).as(run.progress()).isZero();
        List<JsonNode> rows = rows(output);
        assertThat(column(rows, "exchange", "workers")).containsExactly("1", "2", "1", "2");
        assertThat(column(rows, "exchange", "parameters")).containsExactly("5000", "5000", "20000", "20000");
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.path("route").asText()).isEqualTo("slices");
            assertThat(row.path("fit_seconds").asDouble()).isGreaterThan(0.009);
            assertThat(row.path("machine").asText()).isNotBlank();
        });
    }

    @Test
    void refusesWhatItCannotMeasure() {
        CapturedJob run = CapturedJob.run(
                new BenchmarkJob(),
                SmallCorpus.settings(
                        "benchmark.parts=[tokenizer,speed]",
                        "benchmark.repeats=0",
                        "benchmark.warm-ups=-1",
                        "benchmark.min-seconds=0",
                        "benchmark.sample-megabytes=1000"));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.error())
                .contains("5 problem(s)")
                .contains(
                        "benchmark.parts = [tokenizer, speed]: must name at least one of tokenizer, vocabulary, curate")
                .contains("benchmark.repeats = 0: must be at least 1")
                .contains("benchmark.warm-ups = -1: must be at least 0")
                .contains("benchmark.min-seconds = 0.0: must be in (0, 3600]")
                .contains("benchmark.sample-megabytes = 1000: must be in [1, 500]");
    }

    @Test
    void namesAMissingVocabularyBeforeMeasuringAnything() throws IOException {
        CapturedJob run = run(
                "corpus.input=\"" + SmallCorpus.write(folder) + "\"",
                "vocabulary.file=\"" + folder.resolve("absent.txt") + "\"",
                "output=\"" + folder.resolve("out") + "\"");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.error()).contains("absent.txt does not exist");
        assertThat(run.progress()).doesNotContain("measuring");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    private static String[] miniature(String... settings) {
        List<String> all = new ArrayList<>(List.of(
                "benchmark.parts=[training]",
                "benchmark.training.warm-up-rounds=0",
                "benchmark.training.rounds=2",
                "training.train-batch-size=2",
                "training.averaging-frequency=1"));
        all.addAll(List.of(settings));
        return all.toArray(String[]::new);
    }

    private static CapturedJob run(String... settings) {
        List<String> all = new ArrayList<>(List.of(
                "vocabulary.vocab-size=300",
                "examples.max-seq-length=40",
                "examples.max-predictions-per-seq=6",
                "benchmark.warm-ups=0",
                "benchmark.repeats=1",
                "benchmark.min-seconds=0.01"));
        all.addAll(List.of(settings));
        return CapturedJob.run(new BenchmarkJob(), SmallCorpus.settings(all.toArray(String[]::new)));
    }

    private static List<JsonNode> rows(String output) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        new ObjectMapper()
                .readTree(Path.of(output, BenchmarkTable.FILE).toFile())
                .forEach(rows::add);
        return rows;
    }

    private static List<String> column(List<JsonNode> rows, String part, String key) {
        return rows.stream()
                .filter(row -> row.path("part").asText().equals(part))
                .map(row -> row.path(key).asText())
                .toList();
    }
}
