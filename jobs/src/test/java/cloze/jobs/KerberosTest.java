package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
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
    private static final int PAUSE = 3;

    private Path folder;
    private Realm realm;
    private Distribution spark;
    private String corpus;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        spark = Distribution.in(folder.resolve("spark"));
        realm = Realm.start(folder);
        corpus = SmallCorpus.write(folder).toString();
        SmallRun.prepare("local[2]", corpus, local("prepared"));
        FaultGround.succeed(CapturedJob.run(new PretrainJob(), training(local("prepared"), local("model"))));
        realm.await();
    }

    @AfterAll
    void stop() {
        realm.close();
    }

    private String local(String name) {
        return folder.resolve(name).toString();
    }

    private OwnJvm submit(
            String name, Map<String, String> environment, List<String> settings, String job, String... arguments) {
        List<String> command = new ArrayList<>(List.of(job, "--master", "local[2]"));
        List<String> all = new ArrayList<>(List.of(
                "spark.driver.memory=1g",
                "spark.ui.enabled=false",
                "spark.sql.shuffle.partitions=3",
                "spark.driver.defaultJavaOptions=" + String.join(" ", OwnJvm.SHORT_LIVED)));
        all.addAll(settings);
        all.forEach(setting -> command.addAll(List.of("--spark", setting)));
        command.addAll(List.of(arguments));
        Map<String, String> kerberos = new TreeMap<>(environment);
        kerberos.put("HADOOP_CONF_DIR", realm.configuration());
        kerberos.put("SPARK_SUBMIT_OPTS", "-D%s=%s".formatted(SecuredHdfs.KRB5, realm.krb5()));
        return spark.submit(folder.resolve(name + ".log"), kerberos, command);
    }

    private static String[] training(String prepared, String output) {
        return SmallCorpus.pretrain(prepared, output, "training.train-batch-size=2", "training.epochs=3");
    }

    /** Halves the speed of {@code training} for longer than a ticket lives. A process that hangs all the time could not renew it. */
    private static void outlastATicket(OwnJvm training) throws InterruptedException {
        for (int second = 0; second <= SecuredHdfs.TICKET; second += 2 * PAUSE) {
            training.hang();
            Thread.sleep(Duration.ofSeconds(PAUSE).toMillis());
            training.wake();
            Thread.sleep(Duration.ofSeconds(PAUSE).toMillis());
        }
        assertThat(training.process().isAlive())
                .as(() -> "Longer than a ticket lives: " + training.output())
                .isTrue();
    }

    @Test
    void aTrainingWithAKeytabOutlivesItsTickets() throws Exception {
        OwnJvm preparation = submit(
                "keytab",
                Map.of(),
                realm.keytab(),
                "prepare",
                SmallCorpus.prepare("file:" + corpus, Realm.hdfs("prepared")));
        assertThat(preparation.process().waitFor()).as(preparation.output()).isZero();
        assertThat(Contents.examples(realm.fetched("prepared")))
                .containsExactlyEntriesOf(Contents.examples(local("prepared")));

        OwnJvm training = submit(
                "training",
                Map.of(),
                realm.keytab(),
                "pretrain",
                training(Realm.hdfs("prepared"), Realm.hdfs("model")));
        training.await(() -> training.output().contains("-- round 1 "));
        outlastATicket(training);
        assertThat(training.process().waitFor()).as(training.output()).isZero();
        assertThat(Contents.of(realm.fetched("model"))).containsExactlyEntriesOf(Contents.of(local("model")));
    }

    @Test
    void aJobTakesTheTicketOfACache() throws Exception {
        OwnJvm run = submit(
                "cache",
                Map.of("KRB5CCNAME", local("ticket")),
                List.of(),
                "prepare",
                SmallCorpus.prepare("file:" + corpus, Realm.hdfs("by-ticket")));
        assertThat(run.process().waitFor()).as(run.output()).isZero();
        assertThat(Contents.examples(realm.fetched("by-ticket")))
                .containsExactlyEntriesOf(Contents.examples(local("prepared")));
    }

    @Test
    void aJobWithoutATicketIsRefusedInOneLine() throws Exception {
        assertRefused("writing", SmallCorpus.prepare("file:" + corpus, Realm.hdfs("refused")));
        assertRefused("reading", SmallCorpus.prepare(Realm.hdfs("texts"), local("refused")));
    }

    private void assertRefused(String name, String... arguments) throws Exception {
        OwnJvm run = submit(name, Map.of("KRB5CCNAME", local("absent")), List.of(), "prepare", arguments);
        assertThat(run.process().waitFor()).as(run.output()).isEqualTo(1);
        assertThat(run.output().lines().filter(line -> line.startsWith("error: ")))
                .singleElement()
                .asString()
                .contains("kinit", "spark.kerberos.keytab");
        assertThat(run.output()).doesNotContain("\tat ");
    }
}
