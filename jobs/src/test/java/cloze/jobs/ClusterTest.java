package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.network.kernel.KernelChoice;
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
    private static final String EXECUTOR_OPTIONS = "spark.executor.extraJavaOptions";
    private static final int BAD_CONFIGURATION = 2;

    @TempDir
    Path folder;

    /** Executors are started from $SPARK_HOME/jars, which is empty here: they get this JVM's class path. */
    @BeforeEach
    void giveExecutorsThisClassPath() throws IOException {
        Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
        System.setProperty(EXECUTOR_CLASS_PATH, System.getProperty("java.class.path"));
        System.setProperty(EXECUTOR_OPTIONS, "--add-modules=jdk.incubator.vector");
    }

    @AfterEach
    void forgetTheClassPath() {
        System.clearProperty(EXECUTOR_CLASS_PATH);
        System.clearProperty(EXECUTOR_OPTIONS);
    }

    @Test
    void twoExecutorsGiveTheWeightsOfOneProcess() throws IOException {
        String prepared = folder.resolve("prepared").toString();
        SmallRun.prepare("local[2]", SmallCorpus.write(folder).toString(), prepared);
        String local = folder.resolve("local").toString();
        SmallRun.pretrain("local[2]", prepared, local);
        String cluster = folder.resolve("cluster").toString();
        SmallRun.pretrain(CLUSTER, prepared, cluster);
        assertThat(SmallRun.weights(cluster)).isEqualTo(SmallRun.weights(local));

        System.setProperty(EXECUTOR_OPTIONS, "-D%s=scalar".formatted(KernelChoice.PROPERTY));
        String mixed = folder.resolve("mixed").toString();
        CapturedJob run = CapturedJob.run(CLUSTER, new PretrainJob(), SmallCorpus.pretrain(prepared, mixed));
        boolean driverIsScalar = KernelChoice.current() == KernelChoice.SCALAR;
        assertThat(run.exitCode()).as(run.progress()).isEqualTo(driverIsScalar ? 0 : BAD_CONFIGURATION);
    }
}
