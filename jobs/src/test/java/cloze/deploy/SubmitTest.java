package cloze.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What submit.sh makes of its arguments: the command line of a spark-submit that prints it, one word per line. */
class SubmitTest {
    @TempDir
    Path folder;

    @BeforeEach
    void layOutADistribution() throws Exception {
        Path submit = Files.createDirectories(folder.resolve("bin")).resolve("spark-submit");
        Files.writeString(
                submit,
                """
                #!/usr/bin/env bash
                [ -z "${CLOZE_STATE:-}" ] || echo "INFO ClientEndpoint: State of driver d-0 is $CLOZE_STATE, exiting" >&2
                [ -z "${CLOZE_CODE:-}" ] || echo "INFO Client: AM Container for appattempt_1 exited with  exitCode: $CLOZE_CODE" >&2
                [ -z "${CLOZE_LINES:-}" ] || printf '%b\\n' "$CLOZE_LINES" >&2
                printf '%s\\0' "$@"
                exit "${CLOZE_EXIT:-0}"
                """);
        assertThat(submit.toFile().setExecutable(true)).isTrue();
    }

    private Shell submit(Map<String, String> more, String... arguments) throws Exception {
        Map<String, String> environment = new LinkedHashMap<>(more);
        environment.put("SPARK_HOME", folder.toString());
        environment.putIfAbsent("CLOZE_JAR", "hdfs:///apps/cloze/cloze.jar");
        List<String> command = new ArrayList<>(List.of("deploy/submit.sh"));
        command.addAll(List.of(arguments));
        return Shell.run(environment, command.toArray(String[]::new));
    }

    private static List<String> words(Shell shell) {
        assertThat(shell.exitCode()).as(shell.output()).isZero();
        String output = shell.output();
        return List.of(output.substring(0, output.length() - 1).split("\0", -1));
    }

    private static String property(List<String> words, String key) {
        return words.stream()
                .filter(word -> word.startsWith(key + "="))
                .reduce((earlier, later) -> later)
                .map(word -> word.substring(key.length() + 1))
                .orElse("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"spark://host:7077", "yarn", "k8s://https://host:6443"})
    void everyMasterGivesDriverAndExecutorsTheSameOptions(String master) throws Exception {
        List<String> words = words(submit(Map.of(), "prepare", "--master", master));
        for (String role : List.of("driver", "executor")) {
            assertThat(List.of(property(words, "spark.%s.extraJavaOptions".formatted(role))
                            .strip()
                            .split(" ", -1)))
                    .containsAll(Deployment.javaOptions());
        }
        assertThat(words)
                .containsSequence("--master", master, "--deploy-mode", "client")
                .endsWith("cloze.jobs.Main", "hdfs:///apps/cloze/cloze.jar", "prepare");
        // Where Spark makes the secret itself.
        assertThat(property(words, "spark.authenticate")).isEqualTo(master.startsWith("spark") ? "" : "true");
    }

    @Test
    void thePropertiesOfAPlaceAreBelowThoseOfTheCommand() throws Exception {
        List<String> words = words(submit(
                Map.of(),
                "pretrain",
                "--master",
                "yarn",
                "--deploy-mode",
                "cluster",
                "--properties",
                "deploy/yarn/spark-yarn.properties",
                "--spark",
                "spark.executor.instances=7"));
        assertThat(property(words, "spark.executor.memoryOverhead")).isEqualTo("4g");
        assertThat(property(words, "spark.executor.instances")).isEqualTo("7");
        assertThat(words).containsSequence("--deploy-mode", "cluster");
    }

    @Test
    void aFileOfPropertiesIsReadAsSparkReadsIt() throws Exception {
        Path file = Files.writeString(
                folder.resolve("spark.properties"),
                "# spark.a 1\n! spark.b 2\n\nspark.c 3\r\nspark.d=4\nspark.e : 5\n\tspark.f = a=b c \nspark.g\nspark.h 8");
        List<String> words = words(submit(Map.of(), "prepare", "--master", "local", "--properties", file.toString()));

        assertThat(words.stream().filter(word -> word.matches("!? *spark\\.[a-h]\\b.*")))
                .containsExactly("spark.c=3", "spark.d=4", "spark.e=5", "spark.f=a=b c", "spark.g=", "spark.h=8");
    }

    @Test
    void aConfigurationTravelsToTheDriverOfAClusterBelowWhatTheCommandSets() throws Exception {
        Path file = Files.writeString(folder.resolve("run.conf"), "seed = 7\noutput = \"hdfs:///a b\"\n");
        String[] command = {"pretrain", "--set", "seed=8", "--conf", file.toString(), "--master", "yarn"};
        assertThat(words(submit(Map.of(), command))).endsWith("pretrain", "--conf", file.toString(), "--set", "seed=8");
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--deploy-mode", "cluster"));
        assertThat(words(submit(Map.of(), arguments.toArray(String[]::new))))
                .endsWith("pretrain", "--set", "# run.conf\nseed = 7\noutput = \"hdfs:///a b\"", "--set", "seed=8");

        Files.writeString(file, "include \"other.conf\"\n");
        Shell refused = submit(Map.of(), arguments.toArray(String[]::new));
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.output()).contains("an include cannot travel");
    }

    @ParameterizedTest
    @CsvSource({"FINISHED, 0", "FAILED, 1", "KILLED, 1", "'', 1"})
    void theCommandEndsAsTheDriverOfAStandaloneClusterDoes(String state, int exitCode) throws Exception {
        Shell ended = submit(
                Map.of("CLOZE_STATE", state), "prepare", "--master", "spark://host:7077", "--deploy-mode", "cluster");
        assertThat(ended.exitCode()).as(ended.output()).isEqualTo(exitCode);
        assertThat(ended.output().contains("error: the driver did not finish")).isEqualTo(exitCode != 0);
    }

    /** An attempt that failed before one that succeeded does not count. */
    @ParameterizedTest
    @CsvSource({"'', 0, 0", "2, 0, 0", "2, 1, 2", "5, 1, 5", "1, 1, 1", "143, 1, 1", "'', 1, 1"})
    void theCommandEndsAsTheDriverOnYarnDoes(String driver, String client, int exitCode) throws Exception {
        Shell ended = submit(
                Map.of("CLOZE_CODE", driver, "CLOZE_EXIT", client),
                "prepare",
                "--master",
                "yarn",
                "--deploy-mode",
                "cluster");
        assertThat(ended.exitCode()).as(ended.output()).isEqualTo(exitCode);
    }

    private Shell submitToKubernetes(String lines, int client) throws Exception {
        return submit(
                Map.of("CLOZE_LINES", lines, "CLOZE_EXIT", Integer.toString(client)),
                "prepare",
                "--master",
                "k8s://https://host:6443",
                "--deploy-mode",
                "cluster");
    }

    /** A driver's pod that is deleted has no exit code. */
    @ParameterizedTest
    @CsvSource({
        "phase: Succeeded\\n exit code: 0, 0",
        "phase: Running\\n phase: Failed\\n exit code: 2, 2",
        "phase: Failed\\n exit code: 5, 5",
        "phase: Failed\\n exit code: 137, 1",
        "phase: Running, 1"
    })
    void theCommandEndsAsThePodOfTheDriverDoes(String lines, int exitCode) throws Exception {
        Shell ended = submitToKubernetes("pod name: cloze-driver\\n namespace: cloze\\n " + lines, 0);
        assertThat(ended.exitCode()).as(ended.output()).isEqualTo(exitCode);
        assertThat(ended.output().contains("kubectl -n cloze logs cloze-driver"))
                .isEqualTo(exitCode != 0);
    }

    @Test
    void aPodThatTheClientDoesNotMentionIsNotTakenForASuccess() throws Exception {
        Shell silent = submitToKubernetes("", 0);
        assertThat(silent.exitCode()).isEqualTo(1);
        assertThat(silent.output()).contains("let it log at level INFO");
        Shell refused = submitToKubernetes("Exception: connection refused", 1);
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.output()).doesNotContain("error: ");
        assertThat(submitToKubernetes("INFO Deployed Spark application cloze into Kubernetes", 0)
                        .exitCode())
                .isZero();
    }

    @Test
    void jsonLogsAreChosenWhereTheirLayoutIsFound() throws Exception {
        Map<String, String> json = Map.of("CLOZE_LOG", "json");
        List<String> client = words(submit(json, "prepare", "--master", "spark://host:7077"));
        assertThat(property(client, "spark.driver.extraJavaOptions"))
                .contains("-Dlog4j2.configurationFile=file:" + Deployment.file("conf/log4j2-json.properties"))
                .contains("-Dcloze.log=json");
        List<String> yarn = words(submit(json, "prepare", "--master", "yarn", "--deploy-mode", "cluster"));
        assertThat(yarn)
                .containsSequence(
                        "--files",
                        Deployment.file("conf/log4j2-json.properties").toString());
        for (String role : List.of("driver", "executor")) {
            assertThat(property(yarn, "spark.%s.extraJavaOptions".formatted(role)))
                    .contains("-Dlog4j2.configurationFile=log4j2-json.properties");
        }
    }

    @Test
    void refusesWhatCannotWork() throws Exception {
        assertThat(submit(Map.of(), "prepare").output()).contains("--master is missing");
        assertThat(submit(Map.of(), "prepare", "--master", "yarn", "--deploy-mode", "there")
                        .output())
                .contains("--deploy-mode there: expected client or cluster");
        assertThat(submit(Map.of(), "prepare", "--master", "yarn", "--properties", "absent")
                        .output())
                .contains("--properties absent: no such readable file");
        Map<String, String> jar = Map.of("CLOZE_JAR", "absent.jar");
        assertThat(submit(jar, "prepare", "--master", "yarn").output()).contains("CLOZE_JAR=absent.jar: no such file");
        // The driver of a cluster may find it.
        assertThat(words(submit(jar, "prepare", "--master", "yarn", "--deploy-mode", "cluster")))
                .contains("absent.jar");
    }
}
