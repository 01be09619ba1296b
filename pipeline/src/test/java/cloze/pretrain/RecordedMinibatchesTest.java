package cloze.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.artifact.PreparedExamples;
import cloze.config.RunConfig;
import cloze.config.TrainingConfig;
import cloze.config.hocon.ConfigLoader;
import cloze.prepare.PrepareStep;
import cloze.provenance.OutputFolder.Existing;
import cloze.run.RunObserver;
import cloze.run.StepRun;
import cloze.testing.SparkSessionExtension;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The prepare outputs and digests in deploy/python/tests/recorded, with which the tests of the Python package compare
 * what it reads. This test keeps the digests true.
 *
 * <p>{@code mvn test -pl pipeline -Dtest=RecordedMinibatchesTest -Dcloze.update=true} writes them anew.
 */
@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
class RecordedMinibatchesTest {
    private static final Path RECORDED = Path.of("../deploy/python/tests/recorded");
    private static final Path RUNS = RECORDED.resolve("runs.json");
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final long SEED = 77;

    @TempDir
    Path folder;

    @BeforeAll
    static void update(SparkSession spark) throws Exception {
        if (Boolean.getBoolean("cloze.update")) {
            prepare(spark, "pairs", List.of("examples.dupe-factor = 2"));
            prepare(
                    spark,
                    "masked",
                    List.of(
                            "examples.dynamic-masking = false",
                            "vocabulary.file = \""
                                    + RECORDED.resolve("pairs/vocab.txt")
                                            .toAbsolutePath()
                                            .normalize() + "\""));
        }
    }

    @Test
    void everyRunHasTheRecordedMinibatches(SparkSession spark) throws IOException {
        ArrayNode found = JSON.createArrayNode();
        JsonNode recorded = JSON.readTree(RUNS.toFile());
        for (JsonNode run : recorded) {
            List<PreparedExamples> phases = new ArrayList<>();
            for (JsonNode name : run.get("prepared")) {
                phases.add(copy(spark, name.asText(), run.get("examples"), phases.size()));
            }
            RunDigest digest = RunDigest.of(phases, training(run.get("training")), SEED, folder.resolve("shards"));
            ObjectNode expected = run.deepCopy();
            expected.set("digest", JSON.valueToTree(digest));
            found.add(expected.put("held_out", RunDigest.ofHeldOut(phases.get(0))));
        }
        String text = JSON.writeValueAsString(found) + "\n";
        if (Boolean.getBoolean("cloze.update")) {
            Files.writeString(RUNS, text);
        }
        assertThat(recorded).hasSizeGreaterThan(10);
        assertThat(RUNS).content().isEqualTo(text);
    }

    private static TrainingConfig training(JsonNode settings) {
        List<String> lines = new ArrayList<>();
        settings.properties()
                .forEach(setting -> lines.add("training." + setting.getKey() + " = " + setting.getValue()));
        return ConfigLoader.load(Optional.empty(), lines).training();
    }

    /** Opens a copy whose manifest has other values in its section of examples, under their names in the manifest. */
    private PreparedExamples copy(SparkSession spark, String name, JsonNode examples, int phase) throws IOException {
        Path target = folder.resolve("phase-" + phase);
        copy(RECORDED.resolve(name), target);
        Path manifest = target.resolve("manifest.json");
        var fields = (ObjectNode) JSON.readTree(manifest.toFile());
        ((ObjectNode) fields.at("/configuration/examples")).setAll((ObjectNode) examples);
        JSON.writeValue(manifest.toFile(), fields);
        return PreparedExamples.open(spark, target.toString());
    }

    private static void prepare(SparkSession spark, String name, List<String> more) throws Exception {
        Path work = Files.createTempDirectory("recorded");
        List<String> settings = new ArrayList<>(List.of(
                "corpus.input = \"" + Files.writeString(work.resolve("corpus.txt"), corpus()) + "\"",
                "corpus.validation-fraction = 0.2",
                "vocabulary.vocab-size = 90",
                "examples.max-seq-length = 48",
                "examples.max-predictions-per-seq = 6",
                "examples.gates.max-duplicate-document-share = 1"));
        settings.addAll(more);
        RunConfig config = ConfigLoader.load(Optional.empty(), settings);
        Path output = work.resolve("prepared");
        new StepRun(new PrepareStep(), config.withOutput(output.toString()), Existing.KEEP, "")
                .run(spark, RunObserver.SILENT);
        Path target = RECORDED.resolve(name);
        for (String kept : List.of("examples/train", "examples/validation", "vocab.txt", "manifest.json")) {
            copy(output.resolve(kept), target.resolve(kept));
        }
        withoutPlaces(target.resolve("manifest.json"));
    }

    /** Leaves out where and when the output was made. */
    private static void withoutPlaces(Path manifest) throws IOException {
        var fields = (ObjectNode) JSON.readTree(manifest.toFile());
        fields.putArray("inputs");
        fields.putArray("summary");
        fields.putObject("environment");
        fields.put("finished", "1970-01-01T00:00:00Z").put("seconds", 0);
        var configuration = (ObjectNode) fields.get("configuration");
        configuration.properties().removeIf(section -> !List.of("seed", "corpus", "examples", "vocabulary")
                .contains(section.getKey()));
        ((ObjectNode) configuration.get("corpus")).putArray("input");
        ((ObjectNode) configuration.get("vocabulary")).put("file", "");
        JSON.writeValue(manifest.toFile(), fields);
    }

    /** Copies what Spark and Python read. Replaces the target. */
    private static void copy(Path source, Path target) throws IOException {
        if (Files.exists(target)) {
            try (Stream<Path> old = Files.walk(target)) {
                old.sorted((a, b) -> b.compareTo(a))
                        .forEach(path -> path.toFile().delete());
            }
        }
        try (Stream<Path> files = Files.walk(source)) {
            files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith(".")
                            && !file.getFileName().toString().startsWith("_"))
                    .forEach(file -> copyFile(
                            file, target.resolve(source.relativize(file).toString())));
        }
    }

    private static void copyFile(Path source, Path target) {
        try {
            Files.createDirectories(target.getParent());
            Files.copy(source, target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Documents of 1 to 9 sentences with words of several pieces and single ideographs; some documents are equal. */
    private static String corpus() {
        List<String> words = List.of(
                "anna",
                "the captain",
                "unthinkable",
                "painted",
                "carrying",
                "seven apples",
                "\u6f22 house",
                "forgotten");
        var text = new StringBuilder();
        int draw = 7;
        for (int document = 0; document < 48; document++) {
            int start = text.length();
            for (int sentence = 0; sentence < 1 + document % 9; sentence++) {
                for (int word = 0; word < 4; word++) {
                    draw = draw * 1103515245 + 12345;
                    text.append(words.get((draw >>> 16) % words.size())).append(' ');
                }
                text.append("number ").append((draw >>> 8) % 1000).append(".\n");
            }
            String own = text.substring(start);
            text.append('\n').append(document % 8 == 5 ? own + "\n" : "");
        }
        return text.toString();
    }
}
