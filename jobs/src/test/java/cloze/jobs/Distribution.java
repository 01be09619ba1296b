package cloze.jobs;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.deploy.yarn.Client;

/**
 * The Spark that deploy/submit.sh submits the finished jar with: a folder like that of a distribution, with the clients of YARN and Kubernetes among
 * its jars. Needs what {@code mvn package} leaves in the folder of the build.
 *
 * @param home as SPARK_HOME
 */
record Distribution(Path home) {
    static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    /** The folder of the build is the one of the Spark home that the build gives its tests. */
    private static final Path JARS = Path.of(System.getenv("SPARK_HOME")).resolveSibling("spark");

    /** Spark's client of Kubernetes and what it needs, of this process's class path. */
    private static final Pattern KUBERNETES = Pattern.compile(
            "(spark-kubernetes_|kubernetes-|zjsonpatch-|okhttp-|okio-|logging-interceptor-|vertx-|volcano-|netty-|snakeyaml|jackson-data).*\\.jar");

    /** Lays it out in {@code home}. */
    static Distribution in(Path home) {
        if (!Files.isDirectory(JARS)) {
            throw new AssertionError("No jars in %s: run these tests with deploy/places.sh".formatted(JARS));
        }
        try (Stream<Path> jars = Files.list(JARS)) {
            Path folder = Files.createDirectories(home.resolve("jars"));
            for (Path jar : Stream.of(jars, Stream.of(jarOf(Client.class)), kubernetes())
                    .flatMap(some -> some)
                    .toList()) {
                Path link = folder.resolve(jar.getFileName());
                if (Files.notExists(link)) {
                    Files.createSymbolicLink(link, jar);
                }
            }
            Path programs = Files.createDirectories(home.resolve("bin"));
            Files.createSymbolicLink(
                    programs.resolve("spark-submit"), PROJECT.resolve("deploy/standalone/spark-submit.sh"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Distribution(home);
    }

    private static Stream<Path> kubernetes() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(Path::of)
                .filter(jar -> KUBERNETES.matcher(jar.getFileName().toString()).matches());
    }

    private static Path jarOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All its jars, as a class path or in settings of Spark. */
    String jars() {
        return home.resolve("jars") + "/*";
    }

    /** The jar with all but Spark. */
    static Path cloze() {
        try (Stream<Path> jars = Files.list(JARS.getParent())) {
            return jars.filter(jar -> jar.toString().endsWith("-all.jar"))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts deploy/submit.sh with {@code environment} above this process's own. */
    OwnJvm submit(Path log, Map<String, String> environment, List<String> arguments) {
        List<String> command =
                new ArrayList<>(List.of(PROJECT.resolve("deploy/submit.sh").toString()));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command)
                .directory(PROJECT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("CLOZE_") || name.startsWith("HADOOP_") || name.startsWith("SPARK_"));
        builder.environment().putAll(environment);
        builder.environment().put("SPARK_HOME", home.toString());
        builder.environment().putIfAbsent("JAVA_HOME", System.getProperty("java.home"));
        try {
            var started = new OwnJvm(builder.start(), log);
            Runtime.getRuntime().addShutdownHook(new Thread(started::kill));
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
