package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where every second segment follows the first, nothing is learnt of what follows what. */
@Tag("spark")
class MaskedLmOnlyTest {
    @TempDir
    private Path folder;

    @Test
    void pairsOfOneKindTrainMaskedWordsAlone() throws IOException {
        String prepared = output("prepared");
        SmallRun.prepare("local[2]", SmallCorpus.write(folder).toString(), prepared, "examples.objective=mlm-only");
        CapturedJob byDefault =
                CapturedJob.run(new PretrainJob(), SmallCorpus.pretrain(prepared, output("by-default")));
        assertThat(byDefault.exitCode()).as(byDefault.progress()).isZero();
        assertThat(byDefault.results()).contains("Trained on masked words only");
        SmallRun.pretrain("local[2]", prepared, output("asked"), "training.next-sentence-weight=0");
        assertThat(SmallRun.weights(output("by-default"))).isEqualTo(SmallRun.weights(output("asked")));
    }

    @Test
    void anExperimentWhoseVariantsAskForMoreIsRefused() {
        CapturedJob refused = CapturedJob.run(
                new ExperimentJob(),
                SmallCorpus.settings(
                        "corpus.generator.kind=stories",
                        "examples.objective=mlm-only",
                        "output=\"" + output("experiment") + "\""));
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.error())
                .contains(
                        "experiment.variants.mlm-nsp.training.next-sentence-weight = 1.0: must be 0, or left out, with examples.objective = mlm-only");
    }

    private String output(String name) {
        return folder.resolve(name).toString();
    }
}
