package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
class OtherVocabularyTest {
    private static final int BAD_INPUT = 3;

    @TempDir
    Path folder;

    @Test
    void aModelOfOtherPiecesIsNeitherMeasuredNorTrainedFurther() throws IOException {
        String corpus = SmallCorpus.write(folder).toString();
        String model = folder.resolve("model").toString();
        SmallRun.prepare("local[2]", corpus, folder.resolve("first").toString());
        SmallRun.pretrain("local[2]", folder.resolve("first").toString(), model, "training.max-steps=2");
        assertThat(folder.resolve("model/shards")).doesNotExist();
        String second = folder.resolve("second").toString();
        SmallRun.prepare("local[2]", corpus, second, "vocabulary.vocab-size=110");

        String from = "model=\"" + model + "\"";
        CapturedJob evaluated = CapturedJob.run(
                new EvaluateJob(),
                SmallCorpus.settings(
                        from, "prepared=\"" + second + "\"", "output=\"" + folder.resolve("evaluation") + "\""));
        assertThat(evaluated.exitCode()).as(evaluated.progress()).isEqualTo(BAD_INPUT);
        assertThat(evaluated.error()).contains("120 pieces", "110 pieces");

        Path output = folder.resolve("further");
        CapturedJob trained = CapturedJob.run(new PretrainJob(), SmallCorpus.pretrain(second, output.toString(), from));
        assertThat(trained.exitCode()).as(trained.progress()).isEqualTo(BAD_INPUT);
        assertThat(trained.error()).contains("vocabulary.file");
        assertThat(Files.exists(output.resolve("checkpoints"))).isFalse();
    }
}
