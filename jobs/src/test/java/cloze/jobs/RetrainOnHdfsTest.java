package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
@Tag("slow")
class RetrainOnHdfsTest {
    private static final String SHORT = "training.epochs=1";

    @TempDir
    Path folder;

    @Test
    void aRegistryOnHdfsGoesOnToTheWeightsOfALocalOneWhateverThePartitions() throws IOException {
        Nights local = Nights.begin(folder.resolve("local"));
        local.succeed(SHORT);
        local.add("second.txt", SmallCorpus.documents(11, Nights.SECOND));

        var configuration = new Configuration();
        configuration.set(
                MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("hdfs").toString());
        try (MiniDFSCluster cluster =
                new MiniDFSCluster.Builder(configuration).numDataNodes(1).build()) {
            FileSystem hdfs = cluster.getFileSystem();
            String root = hdfs.getUri() + "/cloze";
            hdfs.copyFromLocalFile(
                    new org.apache.hadoop.fs.Path(local.folder().toUri()), new org.apache.hadoop.fs.Path(root));
            CapturedJob run = CapturedJob.run(
                    "local[1]", "5", new RetrainJob(), Nights.arguments(root + "/corpus", root + "/registry", SHORT));
            assertThat(run.exitCode()).as(run.progress()).isZero();

            local.succeed(SHORT);
            assertThat(read(hdfs, root + "/registry/versions/2/model.safetensors"))
                    .isEqualTo(local.weights(2));
            assertThat(new String(read(hdfs, root + "/registry/champion"), StandardCharsets.UTF_8).strip())
                    .isEqualTo(local.champion());
        }
    }

    private static byte[] read(FileSystem files, String path) throws IOException {
        try (InputStream in = files.open(new org.apache.hadoop.fs.Path(path))) {
            return in.readAllBytes();
        }
    }
}
