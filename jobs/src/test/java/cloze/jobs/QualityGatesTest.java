package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.jobs.command.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
class QualityGatesTest {
    private static final int BAD_INPUT = 3;
    private static final List<String> TABLES = List.of(
            "documents",
            "duplicates",
            "leaks",
            "lengths",
            "masks",
            "padding",
            "pairs",
            "rejected",
            "sentences",
            "shortcuts");

    @TempDir
    Path folder;

    private CapturedJob prepare(String corpus, String... settings) {
        String[] base = SmallCorpus.prepare(corpus, folder.resolve("out").toString());
        String[] more = SmallCorpus.settings(settings);
        String[] all = new String[base.length + more.length];
        System.arraycopy(base, 0, all, 0, base.length);
        System.arraycopy(more, 0, all, base.length, more.length);
        return CapturedJob.run(new PrepareJob(), all);
    }

    /** The small corpus, each document three times. */
    private String repeated() throws IOException {
        String once = Files.readString(SmallCorpus.write(folder));
        return Files.writeString(folder.resolve("repeated.txt"), once.repeat(3)).toString();
    }

    @Test
    void everyTableIsWrittenTwice() throws IOException {
        CapturedJob run = prepare(SmallCorpus.write(folder).toString());

        assertThat(run.exitCode()).as(run.progress()).isZero();
        for (String table : TABLES) {
            assertThat(folder.resolve("out/quality/" + table + ".csv")).isNotEmptyFile();
            assertThat(folder.resolve("out/quality/" + table)).isDirectory();
        }
        assertThat(folder.resolve("out/quality/masks.csv")).content().contains("\ntrain,", "\nvalidation,");
        assertThat(run.results()).contains("shortcuts", "documents of equal text");
    }

    @Test
    void aBreachLeavesItsWorkAndNoOutput() throws IOException {
        CapturedJob run = prepare(
                repeated(),
                "examples.gates.max-random-next-share=0.31",
                "examples.gates.max-duplicate-document-share=0.5");

        assertThat(run.exitCode()).as(run.progress()).isEqualTo(BAD_INPUT);
        assertThat(run.error())
                .contains(
                        "4 quality gate(s)",
                        "duplicates, train: duplicate_document_share = 0.6667, allowed is at most 0.5000"
                                + " (examples.gates.max-duplicate-document-share)",
                        "duplicates, validation: duplicate_document_share = 0.6667",
                        "pairs, train: random_next_share",
                        "pairs, validation: random_next_share",
                        "(examples.gates.max-random-next-share)",
                        "out.rejected/quality")
                .doesNotContain("\tat ", "Exception");
        assertThat(folder.resolve("out")).doesNotExist();
        assertThat(folder.resolve(".out.partial")).doesNotExist();
        assertThat(folder.resolve("out.rejected/manifest.json")).doesNotExist();
        for (String table : TABLES) {
            assertThat(folder.resolve("out.rejected/quality/" + table + ".csv")).isNotEmptyFile();
        }
        try (SparkSession spark = Sessions.open("test")) {
            String duplicates =
                    folder.resolve("out.rejected/quality/duplicates").toString();
            assertThat(spark.read().parquet(duplicates).count()).isEqualTo(2);
        }
    }

    @Test
    void aGateThatIsSwitchedOffLetsTheExamplesPass() throws IOException {
        CapturedJob refused = prepare(repeated());
        CapturedJob run = prepare(repeated(), "examples.gates.max-duplicate-document-share=1");

        assertThat(refused.exitCode()).as(refused.progress()).isEqualTo(BAD_INPUT);
        assertThat(run.exitCode()).as(run.progress()).isZero();
        assertThat(folder.resolve("out/quality/leaks.csv"))
                .content()
                .contains("documents of equal text,")
                .contains(",0,0.0\n");
    }

    @Test
    void storedTrainingMasksAreMeasuredToo() throws IOException {
        CapturedJob run = prepare(SmallCorpus.write(folder).toString(), "examples.dynamic-masking=false");

        assertThat(run.exitCode()).as(run.progress()).isZero();
        assertThat(folder.resolve("out/quality/masks.csv")).content().contains("\ntrain,", "\nvalidation,");
    }
}
