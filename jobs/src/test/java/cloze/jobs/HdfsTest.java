package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.provenance.Manifest;
import cloze.table.TextFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;
import org.apache.hadoop.conf.Configuration;
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
            assertThat(examples(prepared)).containsExactlyEntriesOf(examples(ground.prepared()));

            String model = hdfs.address("/cloze/model");
            FaultGround.succeed(CapturedJob.run(new PretrainJob(), FaultGround.pretrain(prepared, model)));
            assertThat(Contents.of(model)).containsExactlyEntriesOf(Contents.of(ground.model()));

            String evaluation = hdfs.address("/cloze/evaluation");
            FaultGround.succeed(CapturedJob.run(new EvaluateJob(), FaultGround.evaluate(prepared, model, evaluation)));
            for (String table : new String[] {"evaluation", "slices", "calibration", "resamplings"}) {
                assertThat(table(evaluation, table, model))
                        .isEqualTo(table(ground.evaluation(), table, ground.model()));
            }
        }
    }

    /** Without the table of documents, which names the files they come from. */
    private static SortedMap<String, String> examples(String prepared) {
        SortedMap<String, String> contents = Contents.of(prepared);
        contents.remove("documents");
        return contents;
    }

    private static org.apache.hadoop.fs.Path path(String name) {
        return new org.apache.hadoop.fs.Path(name);
    }

    /** A table of {@code evaluation}, without the fingerprint of the run of {@code model}: it has the paths of its inputs. */
    private static String table(String evaluation, String name, String model) {
        var hadoop = new Configuration();
        String run = Manifest.read(hadoop, path(model)).orElseThrow().fingerprint();
        return TextFile.read(hadoop, path("%s/tables/%s.csv".formatted(evaluation, name)))
                .replace(run, "");
    }
}
