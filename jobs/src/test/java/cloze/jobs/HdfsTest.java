package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HdfsTest {
    @TempDir
    Path folder;

    @Test
    void aRunOnHdfsGivesTheWeightsOfALocalOne() throws IOException {
        Path corpus = SmallCorpus.write(folder);
        String local = folder.resolve("local").toString();
        SmallRun.prepare("local[2]", corpus.toString(), local + "/prepared");
        SmallRun.pretrain("local[2]", local + "/prepared", local + "/model");

        var configuration = new Configuration();
        configuration.set(
                MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("hdfs").toString());
        try (MiniDFSCluster cluster =
                new MiniDFSCluster.Builder(configuration).numDataNodes(1).build()) {
            var hdfs = cluster.getFileSystem();
            String root = hdfs.getUri() + "/cloze";
            hdfs.copyFromLocalFile(
                    new org.apache.hadoop.fs.Path(corpus.toUri()), new org.apache.hadoop.fs.Path(root, "corpus.txt"));
            SmallRun.prepare("local[2]", root + "/corpus.txt", root + "/prepared");
            SmallRun.pretrain("local[2]", root + "/prepared", root + "/model");
            assertThat(SmallRun.weights(root + "/model")).isEqualTo(SmallRun.weights(local + "/model"));
        }
    }
}
