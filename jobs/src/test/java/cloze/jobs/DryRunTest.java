package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.jobs.command.Job;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dry run says what there is to do, how much and about how long, and leaves nothing behind. */
@Tag("spark")
class DryRunTest {
    @TempDir
    Path folder;

    private static List<String> dryRun(Job job, String... settings) {
        List<String> arguments = new ArrayList<>(List.of(settings));
        arguments.add("--dry-run");
        CapturedJob run = CapturedJob.run(job, arguments.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.progress()).isZero();
        assertThat(run.results()).endsWith("Dry run: nothing was written\n");
        return run.results().lines().toList();
    }

    @Test
    void saysPlanSizesAndTime() throws IOException {
        String corpus = SmallCorpus.write(folder).toString();
        String prepared = folder.resolve("prepared").toString();
        String output = folder.resolve("out").toString();

        assertThat(dryRun(new PrepareJob(), SmallCorpus.prepare(corpus, prepared)))
                .anyMatch(line -> line.startsWith("Would build examples of " + corpus))
                .anyMatch(line -> line.matches(
                        "Estimated time: 1\\ds, assuming 2 MB of text per second and core on 2 core\\(s\\)"))
                .anyMatch(line -> line.matches("Input: 1 file\\(s\\), [0-9.]+ MiB"));
        assertThat(folder.resolve("prepared")).doesNotExist();

        SmallRun.prepare("local[2]", corpus, prepared);
        assertThat(dryRun(new PretrainJob(), SmallCorpus.pretrain(prepared, output)))
                .anyMatch(line -> line.startsWith("Would train kind = bert, vocab-size = "))
                .anyMatch(line -> line.matches("\\d+ steps of each of 2 workers in \\d+ averaging rounds, .*"))
                .anyMatch(line -> line.matches("About 0\\.0 million parameters: checkpoints of .* each, 3 kept"))
                .anyMatch(line -> line.matches("Estimated time: \\ds, assuming 60 GFLOP/s per core on 2 core\\(s\\).*"))
                .anyMatch(
                        line -> line.matches(
                                "Expected efficiency on 2 executors with one core and one worker each, averaging every \\d+ steps: \\d+ % averaging by slices .*; \\d+ % averaging on the driver .*"))
                .anyMatch(
                        line -> line.matches(
                                "  from measurements that come with the program \\(.+; \\d{4}-.*\\), for network cards of 10.0 Gbit/s.*"))
                .anyMatch(line -> line.startsWith("Input: "));
        // A worker alone uses both cores.
        assertThat(dryRun(new PretrainJob(), SmallCorpus.pretrain(prepared, output, "training.workers=1")))
                .anyMatch(line -> line.matches("Estimated time: .* per core on 2 core\\(s\\).*"));
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void anExperimentIsEstimatedBeforeItsExamplesAreThere() {
        List<String> lines = dryRun(
                new ExperimentJob(),
                SmallCorpus.settings(
                        "corpus.generator { kind = stories, documents = 1000 }",
                        "vocabulary { kind = words, vocab-size = 600 }",
                        "examples { pairing = windows, mask-selection = independent, dupe-factor = 2 }",
                        "output=\"" + folder.resolve("out") + "\""));
        assertThat(lines)
                .contains("Would train and evaluate mlm-only with seed 1", "About 1900 training examples, per run:")
                .filteredOn(line -> line.startsWith("Estimated time"))
                .hasSize(3);
    }
}
