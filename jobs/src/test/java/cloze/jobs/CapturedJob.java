package cloze.jobs;

import cloze.jobs.command.Command;
import cloze.jobs.command.Console;
import cloze.jobs.command.JobRunner;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/**
 * One run of a job in this JVM, as from a command line.
 *
 * @param exitCode what the process would end with
 * @param results what it printed on standard output
 * @param progress what it printed on standard error
 */
record CapturedJob(int exitCode, String results, String progress) {
    /** Runs {@code job} on {@code local[2]}. */
    static CapturedJob run(Command job, String... arguments) {
        return run("local[2]", job, arguments);
    }

    static CapturedJob run(String master, Command job, String... arguments) {
        return run(master, "3", job, arguments);
    }

    static CapturedJob run(String master, String partitions, Command job, String... arguments) {
        return run(master, partitions, phase -> {}, job, arguments);
    }

    /** Tells {@code phases} of each phase as it begins. */
    static CapturedJob run(String master, Consumer<String> phases, Command job, String... arguments) {
        return run(master, "3", phases, job, arguments);
    }

    private static CapturedJob run(
            String master, String partitions, Consumer<String> phases, Command job, String... arguments) {
        System.setProperty("spark.master", master);
        System.setProperty("spark.ui.enabled", "false");
        System.setProperty("spark.driver.host", "127.0.0.1");
        System.setProperty("spark.driver.bindAddress", "127.0.0.1");
        System.setProperty("spark.sql.shuffle.partitions", partitions);
        // All tests of a JVM share the cache. An evicted class is generated, compiled and warmed up again.
        System.setProperty("spark.sql.codegen.cache.maxEntries", "5000");
        var results = new ByteArrayOutputStream();
        var progress = new ByteArrayOutputStream();
        var console = new Console(
                new PrintStream(results, true, StandardCharsets.UTF_8),
                new PrintStream(progress, true, StandardCharsets.UTF_8),
                phases);
        int exitCode = JobRunner.run(job, arguments, console);
        return new CapturedJob(
                exitCode, results.toString(StandardCharsets.UTF_8), progress.toString(StandardCharsets.UTF_8));
    }

    /** What follows {@code deploy/local.sh}; for lines that start no session. */
    static CapturedJob typed(String... line) {
        var results = new ByteArrayOutputStream();
        var progress = new ByteArrayOutputStream();
        var console = new Console(
                new PrintStream(results, true, StandardCharsets.UTF_8),
                new PrintStream(progress, true, StandardCharsets.UTF_8));
        int exitCode = JobRunner.run(Main.JOBS, console, line);
        return new CapturedJob(
                exitCode, results.toString(StandardCharsets.UTF_8), progress.toString(StandardCharsets.UTF_8));
    }

    /** The message of a failed run. */
    String error() {
        List<String> lines = progress.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("error: ")) {
                return String.join("\n", lines.subList(i, lines.size()));
            }
        }
        return "";
    }
}
