package cloze.jobs;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import cloze.jobs.command.Sessions;
import cloze.release.registry.Lease;
import cloze.release.registry.Registry;
import cloze.release.registry.Replacement;
import cloze.retrain.ResultPublication;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry that forgets documents is the one that has never seen them. */
@Tag("spark")
@Tag("slow")
class ForgetTest {
    private static final int OTHER_FAULT = 1;
    private static final int BAD_INPUT = 3;

    /** A word of the documents that are forgotten, and of no other. */
    private static final String MARKER = "xylophone";

    /** Ids of the documents of the first and of the second night that are forgotten. */
    private static final List<String> EARLY = ids("okapi");

    private static final List<String> LATE = ids("quagga");

    /** Columns of the runs table that name a run or a time; all others are compared. */
    private static final Set<String> OWN = Set.of("run", "finished", "seconds");

    /** The vocabulary is large enough for the marker to become a piece; every night is promoted. */
    private static final String[] SETTINGS = {
        "corpus.id-column=id", "vocabulary.vocab-size=400", "retrain.min-gain=-100"
    };

    @TempDir
    private static Path shared;

    /** After two nights, which saw all documents; without the late ones; without the early and the late ones. */
    private static Nights saw;

    private static Nights sawEarly;
    private static Nights sawNone;

    @TempDir
    private Path folder;

    private Nights nights;

    private static List<String> ids(String name) {
        return IntStream.range(0, 8).mapToObj(i -> name + "-" + i).toList();
    }

    @BeforeAll
    static void runTwoNightsWithTheDocumentsAndWithout() throws IOException {
        saw = Nights.begin(Files.createDirectories(shared.resolve("saw")));
        saw.add("early.jsonl", documents(EARLY, 3));
        saw.succeed(SETTINGS);
        sawEarly = saw.copy(Files.createDirectories(shared.resolve("saw-early")));
        sawNone = Nights.begin(Files.createDirectories(shared.resolve("saw-none")));
        sawNone.succeed(SETTINGS);
        saw.add("late.jsonl", documents(LATE, 5));
        for (Nights all : List.of(saw, sawEarly, sawNone)) {
            all.add("second.txt", SmallCorpus.documents(11, Nights.SECOND));
            all.succeed(SETTINGS);
        }
    }

    /** Documents with {@code ids}, each with the marker in every sentence. */
    private static String documents(List<String> ids, int seed) {
        String[] texts = SmallCorpus.documents(seed, ids.size()).split("\n\n", -1);
        var lines = new StringBuilder();
        for (int i = 0; i < ids.size(); i++) {
            String text = texts[i].replace(" on day", " for a " + MARKER + " on day");
            lines.append("{\"id\": \"%s\", \"text\": \"%s\"}%n".formatted(ids.get(i), text.replace("\n", " ")));
        }
        return lines.toString();
    }

    @BeforeEach
    void copyTheRegistry() throws IOException {
        nights = saw.copy(Files.createDirectories(folder.resolve("saw")));
    }

    private Path file(List<String> ids) throws IOException {
        return Files.write(folder.resolve("ids.txt"), ids);
    }

    private CapturedJob forget(Path ids, String... options) {
        return forget(new RetrainJob(), ids, options);
    }

    private CapturedJob forget(RetrainJob job, Path ids, String... options) {
        List<String> all = new ArrayList<>(List.of(SmallCorpus.settings(SETTINGS)));
        all.addAll(List.of(options));
        return nights.forget(job, ids, all.toArray(String[]::new));
    }

    private static String[] with(String... more) {
        return Stream.of(SETTINGS, more).flatMap(Stream::of).toArray(String[]::new);
    }

    /** Compares everything that does not name a run or a time with {@code other}. */
    private void assertSame(Nights other) throws IOException {
        assertThat(nights.versions()).isEqualTo(other.versions());
        assertThat(nights.champion()).isEqualTo(other.champion());
        for (String version : other.versions()) {
            int number = Integer.parseInt(version);
            assertThat(nights.weights(number)).as("version " + number).isEqualTo(other.weights(number));
            assertThat(nights.read("versions/%s/vocab.txt".formatted(version)))
                    .isEqualTo(other.read("versions/%s/vocab.txt".formatted(version)));
        }
        for (String column : columns()) {
            assertThat(nights.runs(column)).as(column).isEqualTo(other.runs(column));
        }
        try (SparkSession spark = Sessions.open("test")) {
            for (String data : List.of("validation", "data/2")) {
                assertThat(examples(spark, nights, data)).as(data).isEqualTo(examples(spark, other, data));
            }
        }
    }

    private List<String> columns() throws IOException {
        String header = nights.read("runs.csv").lines().findFirst().orElseThrow();
        return Stream.of(header.split(",", -1))
                .filter(column -> !OWN.contains(column))
                .toList();
    }

    private static List<String> examples(SparkSession spark, Nights nights, String data) {
        List<String> rows = new ArrayList<>();
        for (String split : List.of("train", "validation")) {
            String table =
                    nights.registry().resolve(data + "/examples/" + split).toString();
            rows.addAll(spark.read().parquet(table).toJSON().collectAsList());
        }
        return rows.stream().sorted().toList();
    }

    /** The files of the registry in which a word stands, as text or in the values of a table. */
    private List<Path> filesWith(String word) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(nights.registry());
                SparkSession spark = Sessions.open("test")) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                String text = new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
                boolean isInTable = path.toString().endsWith(".parquet")
                        && spark.read().parquet(path.toString()).toJSON().collectAsList().stream()
                                .anyMatch(row -> row.contains(word));
                if (text.contains(word) || isInTable) {
                    found.add(nights.registry().relativize(path));
                }
            }
        }
        return found;
    }

    @Test
    void aNightIsReplayedWithoutThemAndLaterNightsLeaveThemOut() throws IOException {
        List<String> ids = new ArrayList<>(LATE);
        ids.add("nobody");
        CapturedJob run = forget(file(ids));
        assertThat(run.exitCode()).as(run.progress()).isZero();
        assertThat(run.results()).contains("1 id(s) name no document of the registry: nobody");
        assertThat(Nights.lastLine(run))
                .startsWith(
                        "forgot 8 document(s) with 8 text(s), named by 8 of 9 id(s): 1 night(s) replayed, version ");
        assertSame(sawEarly);
        assertThat(nights.registry().resolve("work")).isEmptyDirectory();
        assertThat(filesWith("quagga-"))
                .allSatisfy(file -> assertThat(file.toString()).doesNotStartWith("data"));

        // The documents are still in the corpus.
        Nights other = sawEarly.copy(Files.createDirectories(folder.resolve("other")));
        for (Nights both : List.of(nights, other)) {
            both.add("third.txt", SmallCorpus.documents(17, Nights.SECOND));
            both.succeed(with("retrain.incremental=false"));
        }
        assertSame(other);

        CapturedJob again = forget(file(ids));
        assertThat(again.exitCode()).as(again.progress()).isZero();
        assertThat(Nights.lastLine(again)).startsWith("forgotten already: see ");
    }

    @Test
    void withDocumentsOfTheFirstNightEverythingIsMadeAnewAndNoFileHasTheirText() throws IOException {
        assertThat(filesWith(MARKER)).asString().contains("validation/vocab.txt", "versions/1/vocab.txt");
        assertThat(splits("okapi-")).contains("train", "validation");
        // As a run leaves it that was killed while it read.
        Files.createDirectories(nights.registry().resolve("work/0123456789abcdef/prepared"));
        Files.writeString(nights.registry().resolve("work/0123456789abcdef/prepared/part"), MARKER);
        List<String> ids = new ArrayList<>(EARLY);
        ids.addAll(LATE);

        CapturedJob run = forget(file(ids));
        assertThat(run.exitCode()).as(run.progress()).isZero();
        assertSame(sawNone);
        assertThat(filesWith(MARKER)).isEmpty();
        assertThat(filesWith("okapi-")).isEmpty();
        assertThat(filesWith("quagga-")).isEmpty();
        assertCertified(ids);
    }

    /** The splits of the documents of the first night whose ids begin with {@code prefix}. */
    private List<String> splits(String prefix) throws IOException {
        try (SparkSession spark = Sessions.open("test")) {
            return spark
                    .read()
                    .parquet(nights.registry().resolve("validation/documents").toString())
                    .where(col("source_id").startsWith(prefix))
                    .select("split")
                    .collectAsList()
                    .stream()
                    .map(row -> row.getString(0))
                    .toList();
        }
    }

    @Test
    void aRegistryThatNoLongerHasTheVersionBeforeBeginsAgainWithItsFirstNight() throws IOException {
        Nights other = sawEarly.copy(Files.createDirectories(folder.resolve("other")));
        Files.delete(nights.corpus().resolve("late.jsonl"));
        for (Nights both : List.of(nights, other)) {
            both.add("third.txt", SmallCorpus.documents(17, Nights.SECOND));
            both.succeed(with("retrain.keep-versions=1"));
            CapturedJob back = both.rollBack(new RetrainJob(), "retrain.keep-versions=1");
            assertThat(Nights.lastLine(back)).isEqualTo("rolled back to version 2");
            assertThat(both.succeed(with("retrain.keep-versions=1"))).startsWith("nothing new");
        }
        assertThat(nights.versions()).containsExactly("2", "3");

        assertThat(nights.runs("removed_documents")).contains("8");
        // The table of what was removed from the corpus, as the third night has left it.
        Path removed = nights.registry().resolve("data/3/removed");
        CapturedJob run = forget(removed, SmallCorpus.settings("retrain.keep-versions=1"));
        assertThat(run.exitCode()).as(run.progress()).isZero();
        assertThat(Nights.lastLine(run)).contains("3 night(s) replayed, version 2 is the champion");
        assertThat(nights.runs("outcome"))
                .containsExactly("promoted", "promoted", "promoted", "rolled back", "nothing new");
        assertSame(other);
    }

    private void assertCertified(List<String> ids) throws IOException {
        Path forgotten = nights.registry().resolve("forgotten");
        List<Path> certificates;
        try (Stream<Path> files = Files.list(forgotten)) {
            certificates =
                    files.filter(file -> file.toString().endsWith(".json")).toList();
        }
        assertThat(certificates).hasSize(1);
        JsonNode certificate = new ObjectMapper().readTree(certificates.get(0).toFile());
        assertThat(certificate.path("ids")).hasSize(ids.size());
        assertThat(certificate.path("documents").asInt()).isEqualTo(ids.size());
        assertThat(certificate.path("nights").asInt()).isEqualTo(2);
        assertThat(certificate.path("examples").asInt()).isPositive();
        assertThat(certificate.path("removed")).hasSize(2);
        assertThat(certificate.path("replacing")).hasSize(sawNone.versions().size());
        assertThat(certificate.path("champion").path("after").asText()).isEqualTo(nights.champion());
        String page = Files.readString(forgotten.resolve(certificate.path("run").asText() + ".md"));
        assertThat(page).contains("# Forgotten documents", "Versions in their place");
    }

    @Test
    void killedAnywhereAndGivenAgainItEndsTheSame() throws IOException {
        Path ids = file(LATE);
        for (ResultPublication.Milestone step : ResultPublication.Milestone.values()) {
            CapturedJob killed = forget(Nights.killing(step), ids);
            assertThat(killed.exitCode()).isEqualTo(OTHER_FAULT);
            assertThat(killed.progress()).contains("killed after " + step);
            assertThat(nights.weights(2)).as("nothing has changed").isEqualTo(saw.weights(2));
            assertThat(nights.champion()).isEqualTo(saw.champion());
        }
        for (Replacement.Step step : Replacement.Step.values()) {
            var job = new RetrainJob(milestone -> {}, done -> {
                if (done == step) {
                    throw new IllegalStateException("killed after " + step);
                }
            });
            CapturedJob killed = forget(job, ids);
            assertThat(killed.exitCode()).isEqualTo(OTHER_FAULT);
            assertThat(killed.progress()).contains("killed after " + step);
            if (step != Replacement.Step.DECIDED) {
                // Whoever reads the registry now finds the new champion, under whatever number.
                int champion = Integer.parseInt(nights.champion());
                assertThat(nights.weights(champion))
                        .as("after " + step)
                        .isEqualTo(sawEarly.weights(Integer.parseInt(sawEarly.champion())));
            }
        }
        // A night completes it as well as the order.
        assertThat(nights.succeed(SETTINGS)).startsWith("nothing new: ");
        Files.delete(nights.registry().resolve("runs.csv"));
        CapturedJob again = forget(ids);
        assertThat(Nights.lastLine(again)).startsWith("forgotten already: see ");
        for (String version : sawEarly.versions()) {
            int number = Integer.parseInt(version);
            assertThat(nights.weights(number)).isEqualTo(sawEarly.weights(number));
        }
        assertThat(nights.versions()).isEqualTo(sawEarly.versions());
        assertThat(nights.champion()).isEqualTo(sawEarly.champion());
        assertThat(nights.registry().resolve("work")).isEmptyDirectory();
    }

    @Test
    void aDryRunSaysWhatItCostsAndWritesNothing() throws IOException {
        List<String> before = listing();
        CapturedJob run = forget(file(LATE), "--dry-run");

        assertThat(run.exitCode()).as(run.progress()).isZero();
        assertThat(run.results())
                .contains("Would forget 8 document(s) with 8 text(s), named by 8 of 8 id(s)")
                .containsPattern("Would remove [1-9]\\d* example\\(s\\), and draw another partner for at least \\d+")
                .contains("Would replay 1 night(s), from that of version 2 on, starting from version 1")
                .contains("nothing was written");
        assertThat(listing()).isEqualTo(before);
    }

    @Test
    void whatCannotBeForgottenIsRefusedAndNothingChanges() throws IOException {
        List<String> before = listing();
        CapturedJob unknown = forget(file(List.of("nobody", "no one")));
        assertThat(unknown.exitCode()).isEqualTo(BAD_INPUT);
        assertThat(unknown.error()).contains("has seen no document with any of the 2 id(s): no one, nobody");
        CapturedJob missing = forget(folder.resolve("no-such-file"));
        assertThat(missing.exitCode()).isEqualTo(BAD_INPUT);

        Path third = Files.move(nights.corpus().resolve("second.txt"), folder.resolve("away.txt"));
        Path once = saw.corpus().resolve("second.txt");
        Path aside = Files.move(once, folder.resolve("aside.txt"));
        CapturedJob lost = forget(file(LATE));
        Files.move(aside, once);
        assertThat(lost.exitCode()).as(lost.progress()).isEqualTo(BAD_INPUT);
        assertThat(lost.error())
                .contains("30 document(s) that the night of version 2 has seen", "nothing was forgotten");
        assertThat(third.toString()).as("moved away").endsWith("away.txt");

        Registry registry = Registry.open(new Configuration(), nights.registry().toString());
        try (Lease lease = registry.acquire(Duration.ofMinutes(5))) {
            CapturedJob held = forget(file(LATE));
            assertThat(lease).isNotNull();
            assertThat(held.exitCode()).isEqualTo(OTHER_FAULT);
            assertThat(held.error()).contains("is in use by process");
        }
        assertThat(listing()).isEqualTo(before);
    }

    /** The files of the registry with their lengths and times, but for the lease. */
    private List<String> listing() throws IOException {
        List<String> files = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(nights.registry())) {
            for (Path path : paths.filter(Files::isRegularFile).sorted().toList()) {
                if (!nights.registry().relativize(path).startsWith("lease")) {
                    files.add("%s %d %s".formatted(path, Files.size(path), Files.getLastModifiedTime(path)));
                }
            }
        }
        return files;
    }
}
