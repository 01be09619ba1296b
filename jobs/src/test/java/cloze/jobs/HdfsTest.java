package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
@Tag("platform")
@Tag("slow")
@ExtendWith(FaultGround.Resolver.class)
class HdfsTest {
    @Test
    void aRunOnHdfsGivesTheResultsOfALocalOne(FaultGround ground, @TempDir Path folder) throws IOException {
        try (var hdfs = SmallHdfs.start(folder)) {
            String corpus = hdfs.address("/cloze/corpus.txt");
            hdfs.files().copyFromLocalFile(path(ground.corpus()), path(corpus));
            String prepared = hdfs.address("/cloze/prepared");
            FaultGround.succeed(CapturedJob.run(new PrepareJob(), SmallCorpus.prepare(corpus, prepared)));
            assertThat(Contents.examples(prepared)).containsExactlyEntriesOf(Contents.examples(ground.prepared()));

            String model = hdfs.address("/cloze/model");
            FaultGround.succeed(CapturedJob.run(new PretrainJob(), FaultGround.pretrain(prepared, model)));
            assertThat(Contents.of(model)).containsExactlyEntriesOf(Contents.of(ground.model()));

            String evaluation = hdfs.address("/cloze/evaluation");
            FaultGround.succeed(CapturedJob.run(new EvaluateJob(), FaultGround.evaluate(prepared, model, evaluation)));
            assertThat(Contents.tables(evaluation, model))
                    .containsExactlyEntriesOf(Contents.tables(ground.evaluation(), ground.model()));
        }
    }

    private static org.apache.hadoop.fs.Path path(String name) {
        return new org.apache.hadoop.fs.Path(name);
    }
}
