package cloze.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts do the same whatever the shell, the folder and the variables around them are. */
class SurroundingsTest {
    @TempDir
    Path folder;

    private Checkout checkout;

    @BeforeEach
    void copyTheScripts() throws IOException {
        checkout = Checkout.in(folder.resolve("a check#out 100%"));
        Path submit = Files.createDirectories(folder.resolve("spark/bin")).resolve("spark-submit");
        Files.writeString(
                submit, "#!/usr/bin/env bash\nprintf '%s\\n' \"$@\" \"locale=$(locale charmap)\"\n");
        assertThat(submit.toFile().setExecutable(true)).isTrue();
    }

    /** Runs {@code command} with nothing but {@code environment}, a PATH and a SPARK_HOME. */
    private Shell run(Map<String, String> environment, String... command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", checkout.path());
        builder.environment().put("SPARK_HOME", folder.resolve("spark").toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return new Shell(process.exitValue(), output);
    }

    private List<String> local(Map<String, String> environment, String script) throws Exception {
        Shell shell = run(environment, script, "prepare", "--set", "output=été 雨");
        assertThat(shell.exitCode()).as(shell.output()).isZero();
        return lines(shell);
    }

    /** What it printed, but for the shell's own remark on a locale that is not installed. */
    private static List<String> lines(Shell shell) {
        return shell.output()
                .lines()
                .filter(line -> !line.contains("warning: setlocale:"))
                .toList();
    }

    private String script(String name) {
        return checkout.home().resolve("deploy").resolve(name).toString();
    }

    static Stream<Arguments> surroundings() {
        return Stream.of(
                Map.<String, String>of(),
                Map.of("LC_ALL", "C"),
                Map.of("LANG", "POSIX"),
                Map.of("LC_ALL", "xx_XX.UTF-8"),
                Map.of("CDPATH", ".:/tmp"),
                Map.of("GREP_OPTIONS", "--color=always", "IFS", "/", "POSIXLY_CORRECT", "1"),
                Map.of("BASH_ENV", "/etc/profile", "SHELLOPTS", "noglob:nounset"),
                Map.of("BASH_FUNC_cd%%", "() {  echo moved; }", "BASH_FUNC_sed%%", "() {  echo sed; }"),
                Map.of("JAVA_TOOL_OPTIONS", "-Da=b", "_JAVA_OPTIONS", "-Djava.io.tmpdir=/tmp"),
                Map.of("SPARK_HOME", "/opt/spark-4", "SPARK_CONF_DIR", "/opt/spark-4/conf", "DEPLOY_MODE", "cluster"),
                Map.of("HADOOP_CONF_DIR", "/etc/hadoop", "MAVEN_OPTS", "-Xmx1m", "MAVEN_ARGS", "--bad"))
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("surroundings")
    void localPassesOnTheSame(Map<String, String> environment) throws Exception {
        List<String> expected = local(Map.of("LC_ALL", "C.UTF-8"), script("local.sh"));
        assertThat(expected).contains("output=été 雨", "locale=UTF-8", "prepare");
        assertThat(local(environment, script("local.sh"))).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("surroundings")
    void submitPassesOnTheSame(Map<String, String> environment) throws Exception {
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.put("SPARK_HOME", folder.resolve("spark").toString());
        String[] command = {script("submit.sh"), "prepare", "--master", "yarn", "--set", "output=été 雨"};
        Shell expected = run(Map.of("LC_ALL", "C.UTF-8"), command);
        assertThat(expected.output().lines()).contains("output=été 雨", "locale=UTF-8");
        // Options of the JVM may not hold a space.
        assertThat(expected.output()).contains("a%20check%23out%20100%25/conf/log4j2.properties");
        Shell found = run(all, command);
        assertThat(lines(found)).isEqualTo(lines(expected));
    }

    @Test
    void aScriptIsFoundThroughLinksAndRelativePaths() throws Exception {
        List<String> expected = local(Map.of(), script("local.sh"));
        Files.createSymbolicLink(folder.resolve("cloze"), Path.of(script("local.sh")));
        Files.createSymbolicLink(folder.resolve("project"), checkout.home());
        for (String path : List.of("./cloze", "project/deploy/local.sh", "./project/conf/../deploy/local.sh")) {
            assertThat(local(Map.of("CDPATH", "."), path)).isEqualTo(expected);
        }
    }

    @Test
    void theUsersOwnUtf8LocaleStays() throws Exception {
        Shell shell = run(
                Map.of("LANG", "C.UTF-8", "LC_TIME", "POSIX"),
                "bash",
                "-c",
                "source \"$0\"; echo \"${LC_ALL:-none}\"",
                script("environment.sh"));
        assertThat(shell.output().strip()).isEqualTo("none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.9", "99.0.0"})
    void theJarOfThisVersionIsTaken(String other) throws Exception {
        List<String> expected = local(Map.of(), script("local.sh"));
        checkout.writeJar(other);
        assertThat(local(Map.of(), script("local.sh"))).isEqualTo(expected);
        String jar = "cloze-jobs_2.12-%s-all.jar".formatted(Checkout.version());
        assertThat(expected).anyMatch(line -> line.endsWith(jar));
    }

    @Test
    void aJavaThatDoesNotStartSaysWhy() throws Exception {
        Shell shell = run(Map.of("JAVA_TOOL_OPTIONS", "-XX:NoSuchOption"), script("local.sh"), "prepare");
        assertThat(shell.exitCode()).isEqualTo(1);
        assertThat(shell.output()).contains("does not start", "NoSuchOption");
    }

    @Test
    void aClusterGetsTheLocaleForDriverAndExecutors() throws IOException {
        Map<String, String> cluster = Deployment.properties("conf/spark-cluster.properties");
        for (String key : List.of("spark.executorEnv", "spark.yarn.appMasterEnv", "spark.kubernetes.driverEnv")) {
            assertThat(cluster).containsEntry(key + ".LC_ALL", "C.UTF-8");
        }
        assertThat(Deployment.properties("conf/spark-local.properties"))
                .containsEntry("spark.executorEnv.LC_ALL", "C.UTF-8");
        assertThat(Deployment.text("deploy/kubernetes/Dockerfile")).contains("LC_ALL=C.UTF-8");
    }
}
