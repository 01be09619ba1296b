package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.release.TrainedModel;
import cloze.train.checkpoint.CheckpointStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that end before their steps do. */
@Tag("spark")
class BoundedRunTest {
    @TempDir
    static Path folder;

    private static String prepared = "";

    @BeforeAll
    static void prepare() throws IOException {
        prepared = folder.resolve("prepared").toString();
        SmallRun.prepare("local[2]", SmallCorpus.write(folder).toString(), prepared);
    }

    @Test
    void measuresHeldOutExamplesAlikeOnAnyMachineAndEndsWithTheBestCheckpoint() throws IOException {
        // At this rate the held-out loss falls and then rises.
        String[] settings = {
            "training.learning-rate=3e-2", "training.epochs=20", "training.early-stopping { every = 2, patience = 2 }"
        };
        SmallRun.pretrain("local[2]", prepared, output("two"), settings);
        SmallRun.pretrain("local[1]", prepared, output("one"), settings);
        List<String> measured = Files.readAllLines(folder.resolve("two/validation-log.csv"));
        assertThat(measured.get(0)).startsWith("step,masked_lm_loss,masked_lm_accuracy");
        assertThat(Files.readAllLines(folder.resolve("one/validation-log.csv"))).isEqualTo(measured);
        assertThat(SmallRun.weights(output("one"))).isEqualTo(SmallRun.weights(output("two")));

        var best = CheckpointStore.of(new org.apache.hadoop.fs.Path(output("two")), new Configuration())
                .result()
                .orElseThrow();
        String step = measured.stream()
                .filter(line -> line.contains("true"))
                .reduce((earlier, later) -> later)
                .orElseThrow()
                .replaceAll(",.*", "");
        assertThat(best.info().step()).isEqualTo(Integer.parseInt(step));
        assertThat(TrainedModel.at(new Configuration(), output("two")).path()).isEqualTo(best.path());
    }

    @Test
    void aRunThatOutgrewItsMemoryGoesOnWithAnotherLimit() throws IOException {
        SmallRun.pretrain("local[2]", prepared, output("whole"));
        CapturedJob stopped = CapturedJob.run(
                new PretrainJob(), SmallCorpus.pretrain(prepared, output("small"), "training.memory-limit=10 MiB"));
        assertThat(stopped.exitCode()).isEqualTo(1);
        assertThat(stopped.error()).contains("training.memory-limit 10.0 MiB", "Nothing is lost", "step-00000002");
        SmallRun.pretrain("local[2]", prepared, output("small"), "training.memory-limit=100 GiB");
        assertThat(SmallRun.weights(output("small"))).isEqualTo(SmallRun.weights(output("whole")));
    }

    @Test
    void aTimeBudgetAloneEndsARun() {
        CapturedJob run = CapturedJob.run(
                new PretrainJob(),
                SmallCorpus.pretrain(prepared, output("timed"), "training.epochs=0", "training.time-budget=1 second"));
        assertThat(run.exitCode()).as(run.progress()).isZero();
        assertThat(run.results()).contains("The time budget was spent after");
    }

    private static String output(String name) {
        return folder.resolve(name).toString();
    }
}
