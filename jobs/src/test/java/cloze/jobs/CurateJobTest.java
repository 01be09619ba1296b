package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.dataset.Documents;
import cloze.dataset.Verdicts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job curate from the command line to its output, and the section curate of prepare. */
@Tag("spark")
@Tag("slow")
class CurateJobTest {
    private static final int BAD_CONFIGURATION = 2;
    private static final int BAD_INPUT = 3;

    private static final String STORY = "The captain painted the old boat in the morning. He sold it to a friend from"
            + " the village. They sailed to the island together. It was a long and quiet day. Nobody else was on the"
            + " water, and the wind came from the north. In the evening they returned with %s.";

    private static final String CODE = "function f() { return 'john@example.org'; }";

    private static final String RULES =
            "curate { exact-duplicates = true, near-duplicates.remove = true, rules.c4.max-curly-brackets = 0, pii.email = replace }";

    @TempDir
    Path folder;

    private Path input;

    @BeforeEach
    void writeInput() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String text : List.of(
                STORY.formatted("nothing"),
                STORY.formatted("a single small fish"),
                STORY.formatted("nothing"),
                CODE,
                "Write to jane.doe@example.org if you want to sail. She answers every letter.")) {
            lines.add("{\"id\": \"n%d\", \"text\": \"%s\"}".formatted(lines.size(), text));
        }
        input = Files.write(folder.resolve("in.jsonl"), lines);
    }

    private CapturedJob curate(String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "corpus { input = \"%s\", id-column = id }".formatted(input),
                "output=\"%s\"".formatted(folder.resolve("out"))));
        settings.addAll(Arrays.asList(more));
        return CapturedJob.run(new CurateJob(), SmallCorpus.settings(settings.toArray(String[]::new)));
    }

    private <T> T read(String table, Function<List<Row>, T> use) {
        System.setProperty("spark.master", "local[2]");
        SparkSession spark = SparkSession.builder().getOrCreate();
        try {
            return use.apply(spark.read()
                    .parquet(folder.resolve("out").resolve(table).toString())
                    .collectAsList());
        } finally {
            spark.stop();
        }
    }

    /** Texts of a table by document. */
    private Map<String, String> texts(String table) {
        return read(table, rows -> {
            Map<String, String> texts = new TreeMap<>();
            rows.forEach(row -> texts.put(row.getAs(Documents.DOCUMENT_ID), row.getAs(Documents.TEXT)));
            return texts;
        });
    }

    private Map<String, String> verdicts() {
        return read(Curated.VERDICTS, rows -> {
            Map<String, String> verdicts = new TreeMap<>();
            rows.forEach(row -> verdicts.put(
                    row.getAs(Verdicts.DOCUMENT_ID), row.getAs(Verdicts.VERDICT) + " " + row.getAs(Verdicts.RULE)));
            return verdicts;
        });
    }

    /** Names in the output. */
    private static final class Curated {
        private static final String VERDICTS = "verdicts";
        private static final String KEPT = "kept";
        private static final String QUARANTINED = "quarantined";
    }

    @Test
    void everyDocumentHasAVerdictAndTheOthersAreKept() {
        CapturedJob run = curate(RULES);

        assertThat(run.exitCode()).as(run.progress()).isZero();
        assertThat(verdicts().values())
                .containsExactlyInAnyOrder(
                        "kept null",
                        "kept null",
                        "dropped near-duplicate",
                        "dropped exact-duplicate",
                        "dropped c4.max-curly-brackets");
        assertThat(texts(Curated.KEPT).values())
                .containsExactlyInAnyOrder(
                        STORY.formatted("a single small fish"),
                        "Write to email if you want to sail. She answers every letter.");
        List<String> ids = read(
                "documents",
                rows -> rows.stream().map(row -> row.<String>getAs("source_id")).toList());
        assertThat(ids).containsExactlyInAnyOrder("n0", "n1", "n2", "n3", "n4");
        assertThat(run.results()).contains("near-duplicate", "exact-duplicate", "c4.max-curly-brackets");
        assertThat(folder.resolve("out/counts.csv")).exists();
        assertThat(folder.resolve("out/report.md"))
                .content()
                .contains(
                        "# Data from %s".formatted(input),
                        "2 of 5 documents stay (40.0 %)",
                        "| email      |            1 |")
                .contains("function f() { return 'email'; }")
                .doesNotContain("john@");
        assertThat(folder.resolve("out/report.html"))
                .content()
                .contains("Every row was a document.", "c4.max-curly-brackets");
        assertThat(folder.resolve("out/manifest.json")).content().contains("\"kept\" : 2", "\"dropped\" : 3");
        assertThat(folder.resolve("out/scratch")).doesNotExist();
        assertThat(curate(RULES).progress()).contains("is complete already");
    }

    @Test
    void aQuarantinedDocumentCanBeReadAndReleased() {
        String rules = "curate { rules.c4.max-curly-brackets = 0, on-breach = quarantine }";
        assertThat(curate(rules).exitCode()).isZero();
        Map<String, String> quarantined = texts(Curated.QUARANTINED);
        assertThat(quarantined.values()).containsExactly(CODE);
        String id = quarantined.keySet().iterator().next();

        CapturedJob released =
                curate(rules, "curate.release = [%s]".formatted(id), "output=\"%s\"".formatted(folder.resolve("out2")));

        assertThat(released.exitCode()).as(released.progress()).isZero();
        assertThat(released.results()).doesNotContain("quarantined");
    }

    @Test
    void blockedWordsAreReadFromAFileWhoseContentCounts() throws IOException {
        Path words = Files.writeString(folder.resolve("words.txt"), "SAIL\n\nno such phrase\n");
        String rules = "curate.blocked-words-file = \"%s\"".formatted(words);

        CapturedJob curated = curate(rules);

        assertThat(curated.exitCode()).as(curated.progress()).isZero();
        assertThat(verdicts()).containsValue("dropped blocked-words");
        assertThat(curate(rules).progress()).contains("is complete already");
        Files.writeString(words, "fish\n");
        assertThat(curate(rules).exitCode()).as("another list, another result").isEqualTo(BAD_CONFIGURATION);
    }

    @Test
    void aFileOfTheRulesThatCannotBeReadIsNamed() {
        for (String key : List.of("blocked-words-file", "release-file")) {
            CapturedJob refused = curate("curate { exact-duplicates = true, %s = /no/such/list }".formatted(key));

            assertThat(refused.exitCode()).as(refused.progress()).isEqualTo(BAD_INPUT);
            assertThat(refused.progress()).contains(key, "/no/such/list").doesNotContain("\tat ");
        }
    }

    @Test
    void aLimitOnTheLossRefusesTheResultAndKeepsTheWork() {
        CapturedJob refused = curate(RULES, "curate.max-dropped-share = 0.5");

        assertThat(refused.exitCode()).isEqualTo(BAD_INPUT);
        assertThat(refused.error())
                .contains(
                        "3 of 5 document(s), 60.0 %", "at most 50.0 %", "curate.max-dropped-share", "The work is kept");
        assertThat(folder.resolve("out/manifest.json")).doesNotExist();

        CapturedJob warned = curate(RULES, "curate { max-dropped-share = 0.5, on-excess = warn }");
        assertThat(warned.exitCode()).as(warned.progress()).isZero();
        assertThat(warned.progress()).contains("holds this work");

        CapturedJob failed = curate(RULES, "curate.on-breach = fail");
        assertThat(failed.exitCode()).isEqualTo(BAD_INPUT);
        assertThat(failed.error()).contains("3 of 5 document(s) break a rule", "curate.on-breach");
    }

    @Test
    void faultsOfTheSectionAreReportedBeforeTheWork() {
        CapturedJob none = curate();
        assertThat(none.exitCode()).isEqualTo(BAD_CONFIGURATION);
        assertThat(none.error()).contains("no rule is on");

        CapturedJob faults = curate(
                "curate { near-duplicates.remove = true, presets = [c5], rules.gopher.min-words = many, rules.gopher.min-wods = 3, release = [x] }");
        assertThat(faults.exitCode()).isEqualTo(BAD_CONFIGURATION);
        assertThat(faults.error())
                .contains(
                        "curate.exact-duplicates = false: must be true with near-duplicates.remove",
                        "curate.presets = [c5]: must be some of c4, gopher, fineweb",
                        "curate.rules.gopher.min-words = many: must be a number",
                        "curate.rules.gopher.min-wods = 3: unknown rule",
                        "curate.release = [x]: must be ids");

        CapturedJob weighted = CapturedJob.run(
                new CurateJob(),
                SmallCorpus.settings(
                        "corpus.input = { path = \"%s\", weight = 2 }".formatted(input),
                        "curate.exact-duplicates = true"));
        assertThat(weighted.exitCode()).isEqualTo(BAD_CONFIGURATION);
        assertThat(weighted.error()).contains("a weight above 1, whose repeats are exact duplicates");

        CapturedJob language = curate("curate.languages = [xx]");
        assertThat(language.exitCode()).isEqualTo(BAD_CONFIGURATION);
        assertThat(language.error()).contains("curate.languages = [xx]", "must be among the languages");

        CapturedJob nothingLeft = curate("curate.rules.gopher.min-words = 1000");
        assertThat(nothingLeft.exitCode()).isEqualTo(BAD_INPUT);
        assertThat(nothingLeft.error()).contains("leave no document", "gopher.min-words");
    }

    @Test
    void prepareUsesWhatIsLeft() throws IOException {
        Path corpus = Files.writeString(
                folder.resolve("corpus.txt"), SmallCorpus.documents(7, 40) + "\n" + SmallCorpus.documents(7, 40));
        String output = folder.resolve("prepared").toString();
        List<String> arguments = new ArrayList<>(List.of(SmallCorpus.prepare(corpus.toString(), output)));
        arguments.addAll(List.of(SmallCorpus.settings("curate.exact-duplicates=true")));

        CapturedJob run = CapturedJob.run(new PrepareJob(), arguments.toArray(String[]::new));

        assertThat(run.exitCode()).as(run.progress()).isZero();
        assertThat(Files.readString(Path.of(output, "curation/counts.csv"))).contains("dropped,exact-duplicate,40,");
        assertThat(Path.of(output, "curation/kept")).doesNotExist();
        Path plain = folder.resolve("plain");
        Path once = Files.writeString(folder.resolve("once.txt"), SmallCorpus.documents(7, 40));
        CapturedJob.run(new PrepareJob(), SmallCorpus.prepare(once.toString(), plain.toString()));
        for (String table : List.of("pairs.csv", "lengths.csv", "masks.csv")) {
            assertThat(Path.of(output, "quality", table))
                    .hasSameTextualContentAs(plain.resolve("quality").resolve(table));
        }
        assertThat(plain.resolve("curation")).doesNotExist();
    }
}
