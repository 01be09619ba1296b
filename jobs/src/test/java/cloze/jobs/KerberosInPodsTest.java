package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Executors that read and write an HDFS that wants Kerberos, with the tokens that the driver's keytab gets for them. */
@Tag("spark")
@Tag("slow")
@Tag("places")
@Timeout(600)
class KerberosInPodsTest {
    @TempDir
    private Path folder;

    private Realm realm;
    private SmallKubernetes kubernetes;

    @Test
    void executorsOutliveTheirTokens() throws Exception {
        String corpus = SmallCorpus.write(folder).toString();
        try (Realm started = Realm.start(folder);
                var cluster = SmallKubernetes.start(folder, Distribution.in(folder.resolve("spark")))) {
            realm = started;
            kubernetes = cluster;
            SmallRun.prepare("local[2]", corpus, local("prepared"));
            FaultGround.succeed(CapturedJob.run(new PretrainJob(), training(local("prepared"), local("model"))));
            realm.await();
            cluster.addSecret("kerberos", "krb5.conf", Files.readAllBytes(Path.of(realm.krb5())));

            requireSuccess(
                    "prepare",
                    submitted("prepare", "prepare", SmallCorpus.prepare("file:" + corpus, Realm.hdfs("prepared"))));
            assertThat(Contents.examples(realm.fetched("prepared")))
                    .containsExactlyEntriesOf(Contents.examples(local("prepared")));

            OwnJvm training = submitted("train", "pretrain", training(Realm.hdfs("prepared"), Realm.hdfs("model")));
            training.await(() -> cluster.everything("train", training).contains("-- round 1 "));
            long begin = System.nanoTime();
            requireSuccess("train", training);
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isGreaterThan(Duration.ofSeconds(SecuredHdfs.TICKET));
            assertThat(Contents.of(realm.fetched("model"))).containsExactlyEntriesOf(Contents.of(local("model")));
        }
    }

    private String local(String name) {
        return folder.resolve(name).toString();
    }

    /** A training that takes longer than a token lives, with frequent checkpoints. */
    private static String[] training(String prepared, String output) {
        return SmallCorpus.pretrain(
                prepared,
                output,
                "training.train-batch-size=2",
                "training.epochs=6",
                "training.averaging-route=slices");
    }

    private OwnJvm submitted(String name, String job, String... arguments) throws IOException {
        Map<String, String> settings = new TreeMap<>(Map.of(
                "spark.kubernetes.kerberos.krb5.path",
                realm.krb5(),
                // Spark gives it to the driver alone.
                "spark.kubernetes.executor.secrets.kerberos",
                "/mnt/kerberos",
                "spark.executor.defaultJavaOptions",
                "%s -D%s=/mnt/kerberos/krb5.conf".formatted(String.join(" ", OwnJvm.SHORT_LIVED), SecuredHdfs.KRB5)));
        for (String setting : realm.keytab()) {
            String[] parts = setting.split("=", 2);
            settings.put(parts[0], parts[1]);
        }
        return kubernetes.submit(
                name,
                settings,
                Map.of(
                        "HADOOP_CONF_DIR",
                        realm.configuration(),
                        "SPARK_SUBMIT_OPTS",
                        "-D%s=%s".formatted(SecuredHdfs.KRB5, realm.krb5())),
                job,
                arguments);
    }

    private void requireSuccess(String name, OwnJvm submitted) throws InterruptedException {
        assertThat(submitted.process().waitFor())
                .as(() -> kubernetes.everything(name, submitted))
                .isZero();
    }
}
