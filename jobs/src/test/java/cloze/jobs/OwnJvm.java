package cloze.jobs;

import cloze.jobs.command.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A program of this class path in a JVM of its own.
 *
 * @param process the JVM
 * @param log what it prints
 */
public record OwnJvm(Process process, Path log) implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 300;

    /** It lives for seconds: compiling well would take most of them. */
    static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    /** Starts {@code main} with this JVM's module options and {@code options}. */
    public static OwnJvm start(Path log, List<String> options, String main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--add-") || option.startsWith("-D"))
                .forEach(command::add);
        command.addAll(SHORT_LIVED);
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(List.of(arguments));
        try {
            var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().put("SPARK_LOCAL_HOSTNAME", "127.0.0.1");
            var started = new OwnJvm(builder.start(), log);
            // A test run that is broken off leaves nothing running.
            Runtime.getRuntime().addShutdownHook(new Thread(started::kill));
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("Starting " + main, e);
        }
    }

    /** Starts {@code job} as spark-submit does, with {@code settings} of Spark. */
    static OwnJvm job(Path log, Map<String, String> settings, Command job, String... arguments) {
        Map<String, String> all = new TreeMap<>(Map.of(
                "spark.ui.enabled",
                "false",
                "spark.driver.host",
                "127.0.0.1",
                "spark.driver.bindAddress",
                "127.0.0.1",
                "spark.sql.shuffle.partitions",
                "3"));
        all.putAll(settings);
        List<String> options = all.entrySet().stream()
                .map(setting -> "-D%s=%s".formatted(setting.getKey(), setting.getValue()))
                .toList();
        return start(log, options, job.getClass().getName(), arguments);
    }

    /** Returns once {@code condition} holds; fails when the program ends before that. */
    void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            if (!process.isAlive()) {
                throw new AssertionError("Ended with exit code %d: %s".formatted(process.exitValue(), output()));
            }
            Thread.sleep(10);
        }
    }

    /** The programs it has started, such as a worker its executors. */
    Stream<ProcessHandle> started() {
        return process.descendants();
    }

    /** kill -9, and the same to all it has started; returns when it is gone. */
    void kill() {
        if (!process.isAlive()) {
            return;
        }
        List<ProcessHandle> others = started().toList();
        process.destroyForcibly();
        others.forEach(ProcessHandle::destroyForcibly);
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Process %d does not end".formatted(process.pid()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** kill -STOP, and the same to all it has started: connections stay, nobody answers. */
    void hang() {
        signal("STOP");
    }

    /** kill -CONT, after {@link #hang}. */
    void wake() {
        signal("CONT");
    }

    private void signal(String name) {
        Stream<String> all =
                Stream.concat(Stream.of(process.toHandle()), started()).map(handle -> Long.toString(handle.pid()));
        try {
            new ProcessBuilder("bash", "-c", "kill -%s %s".formatted(name, String.join(" ", all.toList())))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What it has printed so far. */
    public String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
