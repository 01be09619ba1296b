package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetrainOnHdfsTest {
    @TempDir
    Path folder;

    @Test
    void aRegistryOnHdfsHoldsTheWeightsOfALocalOneWhateverThePartitions() throws IOException {
        Nights local = Nights.begin(folder.resolve("local"));
        local.succeed();
        local.add("second.txt", SmallCorpus.documents(11, Nights.SECOND));
        local.succeed();

        var configuration = new Configuration();
        configuration.set(
                MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("hdfs").toString());
        try (MiniDFSCluster cluster =
                new MiniDFSCluster.Builder(configuration).numDataNodes(1).build()) {
            FileSystem hdfs = cluster.getFileSystem();
            String root = hdfs.getUri() + "/cloze";
            night(hdfs, local, root, "first.txt", "promoted version 1: the first");
            night(hdfs, local, root, "second.txt", "promoted version 2: ");
            for (int version = 1; version <= 2; version++) {
                var weights = new org.apache.hadoop.fs.Path(
                        root, "registry/versions/%d/model.safetensors".formatted(version));
                try (InputStream in = hdfs.open(weights)) {
                    assertThat(in.readAllBytes()).isEqualTo(local.weights(version));
                }
            }
        }
    }

    private static void night(FileSystem hdfs, Nights local, String root, String file, String line) throws IOException {
        hdfs.copyFromLocalFile(
                new org.apache.hadoop.fs.Path(local.corpus().resolve(file).toUri()),
                new org.apache.hadoop.fs.Path(root, "corpus/" + file));
        CapturedJob run = CapturedJob.run(
                "local[1]", "5", new RetrainJob(), Nights.arguments(root + "/corpus", root + "/registry"));
        assertThat(run.exitCode()).as(run.progress()).isZero();
        assertThat(Nights.lastLine(run)).startsWith(line);
    }
}
