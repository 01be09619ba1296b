package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.lang3.math.NumberUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The finished jar on a YARN of two nodes, in cluster mode, submitted as {@code deploy/README.md} says. */
@Tag("spark")
@Tag("slow")
@Tag("places")
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class YarnTest {
    private static final int BAD_CONFIGURATION = 2;
    private static final Pattern APPLICATION = Pattern.compile("application_\\d+_\\d+");

    private Path folder;
    private SmallYarn yarn;
    private Distribution spark;
    private String corpus;

    /** The text, the same jobs' outputs on this machine, and what YARN makes of the first of them. */
    @BeforeAll
    void startYarn(@TempDir Path temporary) throws Exception {
        folder = temporary;
        spark = Distribution.in(folder.resolve("spark"));
        yarn = SmallYarn.start(folder);
        Path text = SmallCorpus.write(folder);
        SmallRun.prepare("local[2]", text.toString(), local("prepared"));
        FaultGround.succeed(
                CapturedJob.run(new PretrainJob(), FaultGround.pretrain(local("prepared"), local("model"))));
        corpus = hdfs("corpus.txt");
        yarn.hdfs().files().copyFromLocalFile(path(text.toString()), path(corpus));
        yarn.hdfs().files().copyFromLocalFile(path(Distribution.cloze().toString()), path(hdfs("cloze.jar")));
        succeed("prepare", SmallCorpus.prepare(corpus, hdfs("prepared")));
    }

    @AfterAll
    void stopYarn() throws IOException {
        yarn.close();
    }

    private static org.apache.hadoop.fs.Path path(String name) {
        return new org.apache.hadoop.fs.Path(name);
    }

    private String local(String name) {
        return folder.resolve(name).toString();
    }

    private String hdfs(String name) throws IOException {
        return yarn.hdfs().address("/cloze/" + name);
    }

    private OwnJvm submit(String name, List<String> settings, String job, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(job, "--master", "yarn", "--deploy-mode", "cluster"));
        command.addAll(List.of("--properties", "deploy/yarn/spark-yarn.properties"));
        Stream.of(containers(), settings)
                .flatMap(List::stream)
                .forEach(setting -> command.addAll(List.of("--spark", setting)));
        command.addAll(List.of(arguments));
        return spark.submit(
                folder.resolve(name + ".log"),
                Map.of("HADOOP_CONF_DIR", yarn.configuration().toString(), "CLOZE_JAR", hdfs("cloze.jar")),
                command);
    }

    /** Small ones, with this process's own Java and choice of matrix kernels. */
    private List<String> containers() {
        String shortLived = String.join(" ", OwnJvm.SHORT_LIVED);
        List<String> settings = new ArrayList<>(List.of(
                "spark.yarn.jars=local:" + spark.jars(),
                // What puts YARN's proxy before it is in a jar of distributions alone.
                "spark.ui.enabled=false",
                "spark.driver.memory=600m",
                "spark.driver.memoryOverhead=600m",
                "spark.executor.memory=600m",
                "spark.executor.memoryOverhead=600m",
                "spark.executor.cores=1",
                "spark.driver.defaultJavaOptions=" + shortLived,
                "spark.executor.defaultJavaOptions=" + shortLived,
                "spark.sql.shuffle.partitions=3"));
        Map<String, String> environment = new TreeMap<>(System.getenv());
        environment.keySet().removeIf(name -> !name.startsWith("OPENBLAS_"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.forEach((name, value) -> {
            settings.add("spark.yarn.appMasterEnv.%s=%s".formatted(name, value));
            settings.add("spark.executorEnv.%s=%s".formatted(name, value));
        });
        return settings;
    }

    private void succeed(String job, String... arguments) throws Exception {
        OwnJvm submitted = submit(job, List.of(), job, arguments);
        assertThat(submitted.process().waitFor())
                .as(() -> everything(submitted))
                .isZero();
    }

    private String everything(OwnJvm submitted) {
        return submitted.output() + yarn.logs(application(submitted));
    }

    private static String application(OwnJvm submitted) {
        Matcher name = APPLICATION.matcher(submitted.output());
        return name.find() ? name.group() : "none";
    }

    /** What the drivers of its attempts have printed, the first attempt first. */
    private List<String> drivers(OwnJvm submitted) {
        return yarn.logs(application(submitted)).entrySet().stream()
                .filter(log -> log.getKey().endsWith("_000001"))
                .map(Map.Entry::getValue)
                .toList();
    }

    @Test
    void examplesAndWeightsAreTheBytesOfOneProcess() throws Exception {
        assertThat(Contents.examples(hdfs("prepared"))).containsExactlyEntriesOf(Contents.examples(local("prepared")));

        succeed("pretrain", FaultGround.pretrain(hdfs("prepared"), hdfs("model")));
        assertThat(Contents.of(hdfs("model"))).containsExactlyEntriesOf(Contents.of(local("model")));

        succeed("evaluate", FaultGround.evaluate(hdfs("prepared"), hdfs("model"), hdfs("evaluation")));
        FaultGround.succeed(CapturedJob.run(
                new EvaluateJob(), FaultGround.evaluate(local("prepared"), local("model"), local("evaluation"))));
        assertAlike(
                Contents.tables(hdfs("evaluation"), hdfs("model")),
                Contents.tables(local("evaluation"), local("model")));
    }

    /** Numbers of two executors and of one process differ from the eighth digit on. */
    private static void assertAlike(Map<String, String> tables, Map<String, String> expected) {
        String[] cells = tables.toString().split("[,=\\s]+", -1);
        String[] others = expected.toString().split("[,=\\s]+", -1);
        assertThat(cells).hasSameSizeAs(others);
        for (int i = 0; i < cells.length; i++) {
            if (NumberUtils.isParsable(others[i])) {
                assertThat(Double.parseDouble(cells[i])).isCloseTo(Double.parseDouble(others[i]), withPercentage(1e-4));
            } else {
                assertThat(cells[i]).isEqualTo(others[i]);
            }
        }
    }

    @Test
    void theSecondAttemptEndsARunWhoseDriverIsKilled() throws Exception {
        OwnJvm submitted =
                submit("killed", List.of(), "pretrain", FaultGround.pretrain(hdfs("prepared"), hdfs("killed")));
        submitted.await(() -> hasCheckpoint("killed"));
        SmallYarn.drivers().forEach(ProcessHandle::destroyForcibly);
        assertThat(submitted.process().waitFor())
                .as(() -> everything(submitted))
                .isZero();

        assertThat(drivers(submitted)).hasSize(2);
        assertThat(drivers(submitted).get(1)).contains("resumed from the checkpoint at step ");
        assertThat(Contents.of(hdfs("killed"))).containsExactlyEntriesOf(Contents.of(local("model")));
    }

    private boolean hasCheckpoint(String model) {
        try {
            return yarn.hdfs()
                            .files()
                            .globStatus(path("/cloze/" + model + "/checkpoints/step-*/checkpoint.json"))
                            .length
                    > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aRegistryOnHdfsHasTheChampionOfALocalOne() throws Exception {
        Nights local = Nights.begin(folder.resolve("nights"));
        yarn.hdfs().files().copyFromLocalFile(path(local.folder().toString()), path(hdfs("nights")));
        local.succeed("training.epochs=1");
        OwnJvm submitted = submit(
                "retrain",
                List.of("spark.yarn.maxAppAttempts=1"),
                "retrain",
                Nights.arguments(hdfs("nights/corpus"), hdfs("nights/registry"), "training.epochs=1"));
        assertThat(submitted.process().waitFor())
                .as(() -> everything(submitted))
                .isZero();
        try (var champion = yarn.hdfs().files().open(path(hdfs("nights/registry/champion")))) {
            assertThat(new String(champion.readAllBytes(), StandardCharsets.UTF_8).strip())
                    .isEqualTo(local.champion());
        }
        try (var weights = yarn.hdfs().files().open(path(hdfs("nights/registry/versions/1/model.safetensors")))) {
            assertThat(weights.readAllBytes()).isEqualTo(local.weights(1));
        }
    }

    @Test
    void aRunWhoseExecutorsKeepFailingIsGivenUpAndSaysWhereTheReasonIs() throws Exception {
        OwnJvm submitted = submit(
                "outgrown",
                List.of(
                        "spark.yarn.maxAppAttempts=1",
                        "spark.executor.maxNumFailures=2",
                        // Less than Spark asks of a heap: they end at once.
                        "spark.executor.memory=450m",
                        "spark.executor.memoryOverhead=150m"),
                "pretrain",
                FaultGround.pretrain(hdfs("prepared"), hdfs("outgrown")));
        assertThat(submitted.process().waitFor())
                .as(() -> everything(submitted))
                .isEqualTo(1);
        assertThat(drivers(submitted)).singleElement().asString().contains("interrupted from outside");
        assertThat(yarn.hdfs().files().exists(path("/cloze/outgrown/manifest.json")))
                .isFalse();
    }

    /** A network of 25 million parameters, in native memory, beside a heap that leaves no room for it. */
    @Test
    void executorsAboveTheirMemoryLimitEndTheRunWithTheReason() throws Exception {
        OwnJvm submitted = submit(
                "above",
                List.of(
                        "spark.yarn.maxAppAttempts=1",
                        "spark.executor.maxNumFailures=3",
                        "spark.executor.memory=480m",
                        "spark.executor.memoryOverhead=32m"),
                "pretrain",
                SmallCorpus.pretrain(
                        hdfs("prepared"), hdfs("above"), "network.hidden-size=1024", "network.intermediate-size=4096"));
        assertThat(submitted.process().waitFor())
                .as(() -> everything(submitted))
                .isEqualTo(1);
        assertThat(drivers(submitted))
                .singleElement()
                .asString()
                .contains(
                        "error: 3 executors were lost, one after another",
                        "exceeding physical memory limits",
                        "Make spark.executor.memoryOverhead larger");
        assertThat(yarn.hdfs().files().exists(path("/cloze/above/manifest.json")))
                .isFalse();
    }

    @Test
    void aBadConfigurationEndsTheCommandWithItsCodeAndMessage() throws Exception {
        OwnJvm submitted = submit(
                "refused",
                List.of("spark.yarn.maxAppAttempts=1"),
                "pretrain",
                SmallCorpus.pretrain(hdfs("prepared"), hdfs("refused"), "training.epochs=-1"));
        assertThat(submitted.process().waitFor())
                .as(() -> everything(submitted))
                .isEqualTo(BAD_CONFIGURATION);
        assertThat(submitted.output()).contains("error: ", "training.epochs");
        assertThat(drivers(submitted)).singleElement().asString().contains("error: ", "training.epochs");
        assertThat(yarn.hdfs().files().exists(path("/cloze/refused"))).isFalse();
    }
}
