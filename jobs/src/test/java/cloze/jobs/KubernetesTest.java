package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The finished jar in pods, which Spark's own scheduler asks an API server for, submitted as {@code deploy/README.md} says. */
@Tag("spark")
@Tag("slow")
@Tag("places")
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KubernetesTest {
    private static final int BAD_CONFIGURATION = 2;
    private static final String KEY = "key-that-nobody-prints";
    private static final String MOUNT = "/mnt/cloze";

    private Path folder;
    private SmallKubernetes kubernetes;

    @BeforeAll
    void startKubernetes(@TempDir Path temporary) throws Exception {
        folder = temporary;
        Files.createDirectories(folder.resolve("volume"));
        kubernetes = SmallKubernetes.start(folder, Distribution.in(folder.resolve("spark")));
        kubernetes.addSecret("object-store", "access", KEY.getBytes(StandardCharsets.UTF_8));
        SmallRun.prepare("local[2]", SmallCorpus.write(folder).toString(), here("prepared"));
        FaultGround.succeed(CapturedJob.run(new PretrainJob(), FaultGround.pretrain(here("prepared"), here("model"))));
    }

    @AfterAll
    void stopKubernetes() {
        kubernetes.close();
    }

    /** A place of the volume, on this machine. */
    private String here(String name) {
        return folder.resolve("volume").resolve(name).toString();
    }

    /** The same place, in a pod. */
    private static String mounted(String name) {
        return MOUNT + "/" + name;
    }

    private OwnJvm submit(String name, String job, String... arguments) throws IOException {
        return kubernetes.submit(name, volumeAndSecret(), Map.of(), job, arguments);
    }

    private Map<String, String> volumeAndSecret() {
        Map<String, String> settings = new TreeMap<>();
        for (String role : List.of("driver", "executor")) {
            String volume = "spark.kubernetes.%s.volumes.hostPath.data.".formatted(role);
            settings.put(volume + "mount.path", MOUNT);
            settings.put(volume + "options.path", folder.resolve("volume").toString());
            settings.put("spark.kubernetes.%s.secretKeyRef.AWS_ACCESS_KEY_ID".formatted(role), "object-store:access");
        }
        return settings;
    }

    private boolean hasCheckpoint(String model) {
        try (Stream<Path> steps = Files.list(Path.of(here(model), "checkpoints"))) {
            return steps.anyMatch(step ->
                    step.getFileName().toString().startsWith("step-") && Files.exists(step.resolve("checkpoint.json")));
        } catch (IOException e) {
            // There is no folder yet.
            return false;
        }
    }

    @Test
    void podsWithAVolumeAndASecretWriteTheBytesOfOneProcess() throws Exception {
        OwnJvm submitted = submit("plain", "pretrain", FaultGround.pretrain(mounted("prepared"), mounted("plain")));
        submitted.await(() -> hasCheckpoint("plain"));
        for (PodProcess pod : kubernetes.pods("plain")) {
            assertThat(variables(pod)).as(pod.name()).contains("AWS_ACCESS_KEY_ID=" + KEY);
        }
        assertThat(submitted.process().waitFor())
                .as(() -> kubernetes.everything("plain", submitted))
                .isZero();

        assertThat(kubernetes.pods("plain")).hasSize(3);
        assertThat(Contents.of(here("plain"))).containsExactlyEntriesOf(Contents.of(here("model")));
        assertThat(kubernetes.everything("plain", submitted)).doesNotContain(KEY);
        assertThat(kubernetes.pods("plain").toString()).doesNotContain(KEY);
    }

    private static List<String> variables(PodProcess pod) throws IOException {
        byte[] environment = Files.readAllBytes(
                Path.of("/proc/%d/environ".formatted(pod.process().pid())));
        return Arrays.asList(new String(environment, StandardCharsets.UTF_8).split("\0", -1));
    }

    @Test
    void anotherPodTakesThePlaceOfADeletedExecutor() throws Exception {
        FaultGround.succeed(CapturedJob.run(new PretrainJob(), longRun(here("prepared"), here("long"))));
        OwnJvm submitted = submit("deleted", "pretrain", longRun(mounted("prepared"), mounted("deleted")));
        submitted.await(() -> hasCheckpoint("deleted"));
        String victim = kubernetes.pods("deleted").get(1).name();
        kubernetes
                .client()
                .pods()
                .inNamespace(SmallKubernetes.NAMESPACE)
                .withName(victim)
                .delete();
        assertThat(submitted.process().waitFor())
                .as(() -> kubernetes.everything("deleted", submitted))
                .isZero();

        assertThat(kubernetes.pods("deleted")).hasSize(4);
        assertThat(Contents.of(here("deleted"))).containsExactlyEntriesOf(Contents.of(here("long")));
    }

    /** @return arguments of a run that goes on while another pod starts */
    private static String[] longRun(String prepared, String output) {
        return Stream.concat(
                        Stream.of(FaultGround.pretrain(prepared, output)),
                        Stream.of(SmallCorpus.settings("training.epochs=12")))
                .toArray(String[]::new);
    }

    @Test
    void theCommandFailsWithADeletedDriverAndItsExecutorsGo() throws Exception {
        OwnJvm submitted = submit("gone", "pretrain", FaultGround.pretrain(mounted("prepared"), mounted("gone")));
        submitted.await(() -> hasCheckpoint("gone"));
        var pods = kubernetes.client().pods().inNamespace(SmallKubernetes.NAMESPACE);
        pods.withName(kubernetes.pods("gone").get(0).name()).delete();
        assertThat(submitted.process().waitFor())
                .as(() -> kubernetes.everything("gone", submitted))
                .isEqualTo(1);

        assertThat(submitted.output()).contains("the driver's pod did not succeed");
        for (PodProcess pod : kubernetes.pods("gone")) {
            assertThat(pod.process().waitFor(1, TimeUnit.MINUTES))
                    .as(pod.name())
                    .isTrue();
            assertThat(pods.withName(pod.name()).get()).as(pod.name()).isNull();
        }
    }

    @Test
    void aBadConfigurationEndsTheCommandWithTheCodeOfTheDriversPod() throws Exception {
        OwnJvm submitted = submit(
                "refused",
                "pretrain",
                SmallCorpus.pretrain(mounted("prepared"), mounted("refused"), "training.epochs=-1"));
        assertThat(submitted.process().waitFor())
                .as(() -> kubernetes.everything("refused", submitted))
                .isEqualTo(BAD_CONFIGURATION);
        assertThat(submitted.output())
                .contains("exit code 2); for its log run: kubectl -n cloze logs "
                        + kubernetes.pods("refused").get(0).name());
        assertThat(Files.readString(kubernetes.pods("refused").get(0).log()))
                .contains("error: ", "training.epochs", "exit code 2: bad configuration");
        assertThat(Path.of(here("refused"))).doesNotExist();
    }
}
