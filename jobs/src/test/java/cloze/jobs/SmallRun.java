package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.release.TrainedModel;
import cloze.tensor.Tensor;
import cloze.train.checkpoint.CheckpointStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** What the end-to-end tests do with {@link SmallCorpus}, and what they compare. */
final class SmallRun {
    private SmallRun() {}

    static void prepare(String master, String input, String output, String... more) {
        succeed(CapturedJob.run(master, new PrepareJob(), joined(SmallCorpus.prepare(input, output), more)));
    }

    static void pretrain(String master, String prepared, String output, String... more) {
        succeed(CapturedJob.run(master, new PretrainJob(), SmallCorpus.pretrain(prepared, output, more)));
    }

    /** The newest weights under a pretrain output. */
    static List<Tensor> weights(String output) throws IOException {
        return CheckpointStore.of(new Path(output), new Configuration())
                .newest()
                .orElseThrow()
                .parameters();
    }

    /** The weights of the checkpoint after {@code step} steps. */
    static List<Tensor> weightsAt(int step, String output) throws IOException {
        var checkpoint = new Path(output, "checkpoints/step-%08d".formatted(step));
        return TrainedModel.at(new Configuration(), checkpoint.toString())
                .weights(0)
                .parameters();
    }

    private static void succeed(CapturedJob run) {
        assertThat(run.exitCode()).as(run.progress()).isZero();
    }

    private static String[] joined(String[] first, String... more) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(SmallCorpus.settings(more)));
        return all.toArray(String[]::new);
    }
}
