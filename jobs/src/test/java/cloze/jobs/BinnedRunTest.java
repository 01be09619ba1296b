package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Minibatches of like length, whose size grows. */
@Tag("spark")
class BinnedRunTest {
    @TempDir
    Path folder;

    @Test
    void trainsTheSameOnAnyClusterAndRefusesMinibatchesThatWouldMixBins() throws IOException {
        String prepared = output("prepared");
        SmallRun.prepare("local[2]", SmallCorpus.write(folder).toString(), prepared, "examples.bins=[16, 24, 40]");
        assertThat(folder.resolve("prepared/quality/padding.csv")).content().contains("longest of 32 of one bin");
        String ramp = "training.batch-ramp = [{until-share = 0.4, train-batch-size = 2}]";
        SmallRun.pretrain("local[2]", prepared, output("two"), ramp);
        SmallRun.pretrain("local[1]", prepared, output("one"), ramp);
        assertThat(SmallRun.weights(output("one"))).isEqualTo(SmallRun.weights(output("two")));

        CapturedJob refused = CapturedJob.run(
                new PretrainJob(),
                SmallCorpus.pretrain(
                        prepared,
                        output("refused"),
                        "training.batch-ramp = [{until-share = 0.4, train-batch-size = 3}]"));
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.error())
                .contains("training.batch-ramp = [3, 4]: with examples.bins each minibatch size must divide");
    }

    private String output(String name) {
        return folder.resolve(name).toString();
    }
}
