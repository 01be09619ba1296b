package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real standalone cluster: a master, two workers, two executors in JVMs of their own. */
class ClusterTest {
    private static final String CLUSTER = "local-cluster[2,1,1024]";
    private static final String EXECUTOR_CLASS_PATH = "spark.executor.extraClassPath";

    @TempDir
    Path folder;

    /** Executors are started from $SPARK_HOME/jars, which is empty here: they get this JVM's class path. */
    @BeforeEach
    void giveExecutorsThisClassPath() throws IOException {
        Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
        System.setProperty(EXECUTOR_CLASS_PATH, System.getProperty("java.class.path"));
    }

    @AfterEach
    void forgetTheClassPath() {
        System.clearProperty(EXECUTOR_CLASS_PATH);
    }

    @Test
    void twoExecutorsGiveTheWeightsOfOneProcess() throws IOException {
        String prepared = folder.resolve("prepared").toString();
        SmallRun.prepare(CLUSTER, SmallCorpus.write(folder).toString(), prepared);
        String local = folder.resolve("local").toString();
        SmallRun.pretrain("local[2]", prepared, local);
        String cluster = folder.resolve("cluster").toString();
        SmallRun.pretrain(CLUSTER, prepared, cluster);
        assertThat(SmallRun.weights(cluster)).isEqualTo(SmallRun.weights(local));
    }
}
