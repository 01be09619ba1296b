package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job probe from the command line to its output. */
@Tag("spark")
class ProbeJobTest {
    private static final int BAD_CONFIGURATION = 2;
    private static final int BAD_INPUT = 3;

    /** Every test reads from it: a pretrain output and a labelled table. */
    @TempDir
    static Path shared;

    private static String labelled;

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
        List<String> lines = new ArrayList<>(List.of("text,label"));
        for (int day = 1; day <= 12; day++) {
            lines.add("Anna found the map on day %d.,1".formatted(day));
            lines.add("Peter painted a red door on day %d.,2".formatted(day));
        }
        labelled = Files.write(shared.resolve("labelled.csv"), lines).toString();
    }

    private CapturedJob probe(String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "model=\"" + shared.resolve("trained") + "\"",
                "output=\"" + folder.resolve("out") + "\"",
                "probe { input = \"" + labelled
                        + "\", folds = 2, labels-per-class = [2, all], poolings = mean, regularisation = 0.01 }"));
        settings.addAll(List.of(more));
        return CapturedJob.run(new ProbeJob(), SmallCorpus.settings(settings.toArray(String[]::new)));
    }

    private void assertRefused(int exitCode, String setting, String... parts) {
        CapturedJob run = probe(setting);
        assertThat(run.exitCode()).as(run.progress()).isEqualTo(exitCode);
        assertThat(run.error()).containsSubsequence(parts).doesNotContain("\tat ", "Exception");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void theTableIsWrittenAndItsLastLinesPrinted() throws IOException {
        CapturedJob run = probe();
        assertThat(run.exitCode()).as(run.progress()).isZero();
        assertThat(run.results())
                .contains(
                        "| trained ",
                        "| untrained ",
                        "| tf-idf ",
                        "| majority ",
                        "Best vectors of the trained network");

        List<String> table = Files.readAllLines(folder.resolve("out/tables/probe.csv"));
        assertThat(table.get(0))
                .isEqualTo("model,pooling,layer,labels_per_class,repeats,accuracy,accuracy_low,accuracy_high,"
                        + "interval_over,macro_f1,test_texts,train_texts,regularisation");
        assertThat(table).hasSize(8);
        // Two words tell these labels apart; the most frequent label is right for every other text.
        assertThat(table).anySatisfy(row -> assertThat(row).startsWith("tf-idf,,,all,2,1.0,1.0,1.0,texts,1.0,24,12,"));
        assertThat(table).anySatisfy(row -> assertThat(row).startsWith("majority,,,all,2,0.5,"));
        assertThat(folder.resolve("out/manifest.json")).content().contains("\"labels\"", "probe");

        CapturedJob again = probe();
        assertThat(again.progress()).contains("is complete already");
        assertThat(again.results()).contains("| tf-idf ");
    }

    @Test
    void whatIsWrongIsOneLineWithItsExitCode() throws IOException {
        assertRefused(BAD_CONFIGURATION, "probe.folds=1", "probe.folds = 1: must be at least 2");
        assertRefused(BAD_CONFIGURATION, "probe.layers=9", "must be layers of the model, out of [0, 1");
        assertRefused(BAD_INPUT, "probe.label-column=kind", "expected a column kind", "the columns are text, label");
        assertRefused(BAD_INPUT, "probe.folds=13", "expected at least probe.folds = 13", "found 12 of \"1\"");
        String gaps = Files.writeString(folder.resolve("gaps.csv"), "text,label\na,1\nb,\n")
                .toString();
        assertRefused(BAD_INPUT, "probe.input=\"" + gaps + "\"", "found 1 without label");
    }

    @Test
    void aDryRunSaysWhatItWouldDo() {
        CapturedJob run = CapturedJob.run(
                new ProbeJob(),
                "--dry-run",
                "--set",
                "model=\"" + shared.resolve("trained") + "\"",
                "--set",
                "output=\"" + folder.resolve("out") + "\"",
                "--set",
                "probe.input=\"" + labelled + "\"");
        assertThat(run.exitCode()).as(run.progress()).isZero();
        assertThat(run.results()).contains("Would probe", "labelled.csv into");
        assertThat(folder.resolve("out")).doesNotExist();
    }
}
