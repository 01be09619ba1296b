package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.jobs.command.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a trained model says, as a user asks it: fill-mask and next-sentence. */
@Tag("spark")
@Tag("platform")
class InferenceJobsTest {
    private static final int BAD_CONFIGURATION = 2;
    private static final int BAD_INPUT = 3;

    private static final String PAIRS =
            """
            Anna found the map on day 3.\tPeter sold it.
            Anna sold, "of all things", his coat.\tMy neighbour mended the boat.

            The captain painted a red door.\tAnna found the map.
            """;

    /** Every test reads from it: a prepare output and a pretrain output. */
    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    @BeforeAll
    static void train() throws IOException {
        SmallRun.prepare(
                "local[2]",
                SmallCorpus.write(shared).toString(),
                shared.resolve("prepared").toString());
        SmallRun.pretrain(
                "local[2]",
                shared.resolve("prepared").toString(),
                shared.resolve("trained").toString(),
                "training.max-steps=2");
    }

    private CapturedJob run(Job job, String... more) {
        List<String> settings = new ArrayList<>(
                List.of("model=\"" + shared.resolve("trained") + "\"", "output=\"" + folder.resolve("out") + "\""));
        settings.addAll(List.of(more));
        return CapturedJob.run(job, SmallCorpus.settings(settings.toArray(String[]::new)));
    }

    private CapturedJob succeed(Job job, String... more) {
        CapturedJob run = run(job, more);
        assertThat(run.exitCode()).as(run.progress()).isZero();
        return run;
    }

    private void assertRefused(int exitCode, Job job, List<String> settings, String... parts) {
        CapturedJob run = run(job, settings.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.progress()).isEqualTo(exitCode);
        assertThat(run.error()).containsSubsequence(parts).doesNotContain("\tat ", "Exception");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    private String pairs(String name, String text) throws IOException {
        return "pairs=\"" + Files.writeString(folder.resolve(name), text) + "\"";
    }

    @Test
    void aTextIsAnsweredOnTheConsoleAndNothingIsWritten() {
        CapturedJob run = succeed(new FillMaskJob(), "text=Anna [MASK] the map, on [MASK] 3.", "top-k=2");
        List<String> lines = run.results().lines().toList();
        assertThat(lines).hasSize(6);
        assertThat(lines.get(0)).containsSubsequence("mask", "rank", "piece", "probability");
        assertThat(lines.get(2)).matches("\\|    1 \\|    1 \\| .*0\\.\\d{4} \\|");
        assertThat(lines.get(5)).startsWith("|    2 |    2 |");
        assertThat(folder.resolve("out")).doesNotExist();
        assertThat(succeed(new FillMaskJob(), "text=\"Anna [MASK] the map, on [MASK] 3.\"", "top-k=2")
                        .results())
                .isEqualTo(run.results());
    }

    @Test
    void documentsAreAnsweredInTables() throws IOException {
        Path texts = Files.writeString(
                folder.resolve("texts.txt"),
                "Anna [MASK] the map.\nPeter sold [MASK], and [MASK].\nNothing is asked here.\n"
                        + "Anna found it. ".repeat(30) + "[MASK]\n");
        CapturedJob run =
                succeed(new FillMaskJob(), "corpus.input=\"" + texts + "\"", "corpus.document-split=line", "top-k=3");
        assertThat(run.results()).contains("4 masks in 3 documents; 1 documents have none");

        List<String> csv = Files.readAllLines(folder.resolve("out/predictions.csv"));
        assertThat(csv).hasSize(1 + 4 * 3);
        assertThat(csv.get(0)).isEqualTo("document_id,text,mask,rank,piece,piece_id,probability");
        assertThat(csv)
                .filteredOn(line -> line.contains("\"Peter sold [MASK], and [MASK].\",2,"))
                .hasSize(3);
        assertThat(table("predictions", "mask", "rank")).isEqualTo(12);
    }

    /** Rows of a Parquet table of the output that has {@code columns}. */
    private long table(String name, String... columns) throws IOException {
        try (SparkSession spark = SparkSession.builder().master("local[1]").getOrCreate()) {
            Dataset<Row> rows =
                    spark.read().parquet(folder.resolve("out").resolve(name).toString());
            assertThat(rows.columns()).contains(columns);
            return rows.count();
        }
    }

    @Test
    void pairsAreScoredInTheirOrderWhateverTheirFormat() throws IOException {
        CapturedJob run = succeed(new NextSentenceJob(), pairs("pairs.tsv", "sentence_a\tsentence_b\n" + PAIRS));
        assertThat(run.results()).contains("3 pairs", "The captain painted a red door.");
        List<String> tabbed = Files.readAllLines(folder.resolve("out/scores.csv"));
        assertThat(tabbed.get(0)).isEqualTo("pair,sentence_a,sentence_b,next_sentence_probability");
        assertThat(tabbed.get(1)).matches("2,Anna found the map on day 3\\.,Peter sold it\\.,0\\.\\d+");
        assertThat(tabbed.get(2)).startsWith("3,\"Anna sold, \"\"of all things\"\", his coat.\",My neighbour");
        assertThat(tabbed.get(3)).startsWith("5,");
        assertThat(table("scores", "pair", "next_sentence_probability")).isEqualTo(3);

        String lines = PAIRS.lines()
                .filter(line -> !line.isEmpty())
                .map(line -> line.replace("\"", "\\\"").split("\t"))
                .map(pair -> "{\"sentence_a\": \"%s\", \"sentence_b\": \"%s\"}\n".formatted(pair[0], pair[1]))
                .reduce("", String::concat);
        String json = pairs("pairs.jsonl", lines);
        try (SparkSession spark = SparkSession.builder().master("local[1]").getOrCreate()) {
            spark.read()
                    .json(folder.resolve("pairs.jsonl").toString())
                    .coalesce(1)
                    .write()
                    .parquet(folder.resolve("pairs").toString());
        }
        for (String format : List.of(json, "pairs=\"" + folder.resolve("pairs") + "\"")) {
            run = CapturedJob.run(
                    new NextSentenceJob(),
                    SmallCorpus.settings(
                            "model=\"" + shared.resolve("trained") + "\"",
                            "output=\"" + folder.resolve("other-" + format.length()) + "\"",
                            format));
            assertThat(run.exitCode()).as(run.progress()).isZero();
            List<String> others = Files.readAllLines(folder.resolve("other-" + format.length() + "/scores.csv"));
            assertThat(withoutNumbers(others)).isEqualTo(withoutNumbers(tabbed));
        }
    }

    private static List<String> withoutNumbers(List<String> lines) {
        return lines.stream().map(line -> line.substring(line.indexOf(','))).toList();
    }

    @Test
    void whatCannotBeAskedIsSaid() throws IOException {
        Job fill = new FillMaskJob();
        assertRefused(BAD_INPUT, fill, List.of("text=Anna found the map."), "expected at least one [MASK], found none");
        assertRefused(BAD_CONFIGURATION, fill, List.of(), "text = \"\": must hold a text with [MASK]");
        assertRefused(BAD_CONFIGURATION, fill, List.of("text=a [MASK]", "top-k=0"), "top-k = 0: must be at least 1");
        assertRefused(
                BAD_CONFIGURATION,
                fill,
                List.of("text=a [MASK]", "corpus.input=x.txt"),
                "must be empty when a corpus is named");
        assertRefused(BAD_CONFIGURATION, fill, List.of("text=a [MASK]", "model=\"\""), "model = \"\": must name");
        assertRefused(BAD_INPUT, fill, List.of("text=a [MASK]", "model=nowhere"), "model = nowhere", "no such path");
        Path unmasked = Files.writeString(folder.resolve("unmasked.txt"), "Nothing is asked here.\n");
        assertRefused(
                BAD_INPUT,
                fill,
                List.of("corpus.input=\"" + unmasked + "\""),
                "expected documents with [MASK], found none in 1");

        Job score = new NextSentenceJob();
        assertRefused(BAD_CONFIGURATION, score, List.of(), "pairs = \"\": must name a file");
        assertRefused(BAD_INPUT, score, List.of("pairs=nowhere.tsv"), "no such file");
        assertRefused(
                BAD_INPUT,
                score,
                List.of(pairs("bad.tsv", PAIRS + "alone\n")),
                "line 5",
                "two sentences",
                "found 0 tab");
        assertRefused(BAD_INPUT, score, List.of(pairs("empty.tsv", "\n")), "expected sentence pairs, found none");
        assertRefused(
                BAD_INPUT,
                score,
                List.of(pairs("bad.jsonl", "{\"sentence_a\": \"Anna\"}\n")),
                "line 1: the line has no \"sentence_b\"");
    }

    @Test
    void aModelWithoutHeadsIsNotAsked() throws IOException {
        Path exported = folder.resolve("exported");
        assertThat(CapturedJob.run(
                                new ExportJob(),
                                SmallCorpus.settings(
                                        "model=\"" + shared.resolve("trained") + "\"", "output=\"" + exported + "\""))
                        .exitCode())
                .isZero();
        Path encoder = EncoderAlone.of(exported, folder.resolve("encoder"));
        String model = "model=\"" + encoder + "\"";
        assertRefused(
                BAD_INPUT,
                new FillMaskJob(),
                List.of(model, "text=a [MASK]"),
                "expected a model with a masked-LM head");
        assertRefused(
                BAD_INPUT,
                new NextSentenceJob(),
                List.of(model, pairs("pairs.tsv", PAIRS)),
                "expected a model with a pooler");
    }
}
