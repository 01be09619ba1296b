package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The finished jar with an HDFS that wants Kerberos tickets, submitted as {@code deploy/README.md} says. */
@Tag("spark")
@Tag("slow")
@Tag("places")
@Timeout(900)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KerberosTest {
    private static final List<String> EXECUTORS = List.of(
            "spark.executor.memory=768m", "spark.executor.cores=1", "spark.cores.max=2", "spark.driver.host=127.0.0.1");

    private Path folder;
    private OwnJvm place;
    private Distribution spark;
    private String corpus;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        spark = Distribution.in(folder.resolve("spark"));
        place = OwnJvm.start(
                folder.resolve("place.log"),
                List.of("-Xmx512m"),
                SecuredHdfs.class.getName(),
                folder.toString());
        corpus = SmallCorpus.write(folder).toString();
        SmallRun.prepare("local[2]", corpus, local("prepared"));
        FaultGround.succeed(
                CapturedJob.run(new PretrainJob(), FaultGround.pretrain(local("prepared"), local("model"))));
        place.await(() -> Files.exists(folder.resolve("ready")));
    }

    @AfterAll
    void stop() {
        place.close();
    }

    private String local(String name) {
        return folder.resolve(name).toString();
    }

    private static String hdfs(String name) {
        return "hdfs:///cloze/" + name;
    }

    private List<String> keytab() {
        return List.of(
                "spark.kerberos.principal=" + SecuredHdfs.USER, "spark.kerberos.keytab=" + local("cloze.keytab"));
    }

    private OwnJvm submit(
            String name,
            Map<String, String> environment,
            String master,
            List<String> settings,
            String job,
            String... arguments) {
        List<String> command = new ArrayList<>(List.of(job, "--master", master));
        List<String> all = new ArrayList<>(List.of(
                "spark.driver.memory=1g",
                "spark.ui.enabled=false",
                "spark.sql.shuffle.partitions=3",
                "spark.driver.defaultJavaOptions=" + String.join(" ", OwnJvm.SHORT_LIVED)));
        all.addAll(settings);
        all.forEach(setting -> command.addAll(List.of("--spark", setting)));
        command.addAll(List.of(arguments));
        Map<String, String> all2 = new TreeMap<>(environment);
        all2.put("HADOOP_CONF_DIR", local("configuration"));
        all2.put("SPARK_SUBMIT_OPTS", "-D%s=%s".formatted(SecuredHdfs.KRB5, local("krb5.conf")));
        return spark.submit(folder.resolve(name + ".log"), all2, command);
    }

    private int ended(OwnJvm run) throws Exception {
        int code = run.process().waitFor();
        System.err.println("=== " + run.log().getFileName() + " " + code + " " + java.time.Instant.now() + "\n" + run.output());
        return code;
    }

    /** A copy on this machine. */
    private String fetched(String name) throws IOException, InterruptedException {
        String copy = local("fetched-" + name);
        OwnJvm copying = OwnJvm.start(
                folder.resolve("copy.log"),
                List.of(),
                SecuredHdfs.Copy.class.getName(),
                folder.toString(),
                "/cloze/" + name,
                copy);
        assertThat(copying.process().waitFor()).as(copying.output()).isZero();
        return copy;
    }

    @Test
    void aJobHasAKeytabAndItsExecutorsTokens() throws Exception {
        OwnJvm prepared =
                submit("keytab", Map.of(), "local[2]", keytab(), "prepare", SmallCorpus.prepare("file:" + corpus, hdfs("prepared")));
        assertThat(ended(prepared)).as(prepared.output()).isZero();
        assertThat(Contents.examples(fetched("prepared")))
                .containsExactlyEntriesOf(Contents.examples(local("prepared")));

        Path properties = secret("sesame");
        try (var cluster = StandaloneCluster.start(
                Files.createDirectories(folder.resolve("cluster")),
                List.of("--properties-file", properties.toString()))) {
            List<String> settings = new ArrayList<>(keytab());
            settings.addAll(EXECUTORS);
            settings.add("spark.executor.extraClassPath=%s:%s".formatted(local("configuration"), spark.jars()));
            settings.add("spark.executor.defaultJavaOptions=%s -D%s=%s"
                    .formatted(String.join(" ", OwnJvm.SHORT_LIVED), SecuredHdfs.KRB5, local("krb5.conf")));
            long begin = System.nanoTime();
            OwnJvm trained = submit(
                    "secured",
                    Map.of("CLOZE_PROPERTIES", properties.toString()),
                    cluster.address(),
                    settings,
                    "pretrain",
                    FaultGround.pretrain(hdfs("prepared"), hdfs("model")));
            trained.await(() -> trained.output().contains("round 1 "));
            assertThat(commandLines()).noneMatch(line -> line.contains("sesame"));
            assertThat(ended(trained)).as(trained.output()).isZero();
            System.err.println("=== seconds " + (System.nanoTime() - begin) / 1e9);
            assertThat(Contents.of(fetched("model"))).containsExactlyEntriesOf(Contents.of(local("model")));

            OwnJvm stranger = submit(
                    "stranger",
                    Map.of("CLOZE_PROPERTIES", secret("guessed").toString()),
                    cluster.address(),
                    settings,
                    "pretrain",
                    FaultGround.pretrain(hdfs("prepared"), hdfs("other")));
            assertThat(ended(stranger)).as(stranger.output()).isEqualTo(2);
        }
    }

    /** The file that {@code deploy/README.md} describes. */
    private Path secret(String secret) throws IOException {
        var text = new StringBuilder();
        for (String file : List.of("../conf/spark-cluster.properties", "../conf/spark-secure.properties")) {
            text.append(Files.readString(Path.of(file)));
        }
        text.append("spark.authenticate.secret ").append(secret).append('\n');
        Path properties = folder.resolve(secret + ".properties");
        Files.writeString(properties, text);
        Files.setPosixFilePermissions(properties, PosixFilePermissions.fromString("rw-------"));
        return properties;
    }

    private static List<String> commandLines() {
        return ProcessHandle.allProcesses()
                .map(process -> {
                    try {
                        return Files.readString(Path.of("/proc/%d/cmdline".formatted(process.pid())));
                    } catch (IOException e) {
                        // It has ended.
                        return "";
                    }
                })
                .toList();
    }

    @Test
    void aJobTakesTheTicketOfACache() throws Exception {
        OwnJvm run = submit("cache", Map.of("KRB5CCNAME", local("ticket")), "local[2]", List.of(), "prepare", SmallCorpus.prepare("file:" + corpus, hdfs("by-ticket")));
        assertThat(ended(run)).as(run.output()).isZero();
        assertThat(Contents.examples(fetched("by-ticket")))
                .containsExactlyEntriesOf(Contents.examples(local("prepared")));
    }

    @Test
    void aJobWithoutATicketIsRefusedInOneLine() throws Exception {
        assertRefused("writing", "prepare", SmallCorpus.prepare("file:" + corpus, hdfs("refused")));
        assertRefused("reading", "prepare", SmallCorpus.prepare(hdfs("texts"), local("refused")));
    }

    private void assertRefused(String name, String job, String... arguments) throws Exception {
        OwnJvm run = submit(name, Map.of("KRB5CCNAME", local("absent")), "local[2]", List.of(), job, arguments);
        assertThat(ended(run)).as(run.output()).isEqualTo(1);
        assertThat(run.output().lines().filter(line -> line.startsWith("error: ")))
                .singleElement()
                .asString()
                .contains("kinit", "spark.kerberos.keytab");
        assertThat(run.output()).doesNotContain("\tat ");
    }
}
