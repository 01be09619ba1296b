package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Short examples first, long ones at the end. */
@Tag("spark")
class LengthPhasesTest {
    @TempDir
    Path folder;

    @Test
    void trainsOnShortExamplesFirstWhereverItRunsAndRefusesTwoVocabularies() throws IOException {
        String corpus = SmallCorpus.write(folder).toString();
        String full = output("full");
        SmallRun.prepare("local[2]", corpus, full);
        SmallRun.prepare(
                "local[2]",
                corpus,
                output("short"),
                "vocabulary.file=\"" + full + "/vocab.txt\"",
                "examples.max-seq-length=16",
                "examples.max-predictions-per-seq=3");
        String[] phases = {
            "training.max-steps=8",
            "training.length-phases = [{share = 0.75, prepared = \"%s\"}, {share = 0.25, prepared = \"%s\"}]"
                    .formatted(output("short"), full),
            "training.batch-ramp = [{until-share = 0.25, train-batch-size = 2}]"
        };
        SmallRun.pretrain("local[2]", "", output("two"), phases);
        SmallRun.pretrain("local[1]", "", output("one"), phases);
        assertThat(SmallRun.weights(output("one"))).isEqualTo(SmallRun.weights(output("two")));
        // Two workers, two steps a round: the first round's minibatches are of 2 examples.
        List<String> log = Files.readAllLines(folder.resolve("two/training-log.csv"));
        int examples = List.of(log.get(0).split(",", -1)).indexOf("examples");
        assertThat(log.get(1).split(",", -1)[examples]).isEqualTo("8");
        assertThat(log.get(2).split(",", -1)[examples]).isNotEqualTo("8");

        SmallRun.prepare("local[2]", corpus, output("other"), "vocabulary.vocab-size=100");
        CapturedJob refused =
                CapturedJob.run(new PretrainJob(), SmallCorpus.pretrain(output("other"), output("refused"), phases));
        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.error())
                .contains(
                        "training.length-phases: expected the vocabulary of",
                        "prepare both with the same vocabulary.file");
    }

    private String output(String name) {
        return folder.resolve(name).toString();
    }
}
