package cloze.jobs.command;

import cloze.artifact.InputSize;
import cloze.config.ConfigLoader;
import cloze.config.RunConfig;
import cloze.provenance.OutputFolder.Existing;
import java.util.List;
import java.util.Optional;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;

/** From a command line to an exit code: configuration, session, job, one message when something is wrong. */
public final class JobRunner {
    private static final int DONE = 0;
    private static final int BAD_ARGUMENTS = 2;

    private static final List<String> LOGGERS_OF_FAILED_TASKS = List.of(
            "org.apache.spark.executor.Executor",
            "org.apache.spark.scheduler.TaskSetManager",
            "org.apache.spark.sql.execution.datasources.FileFormatWriter",
            "org.apache.spark.util.Utils");

    private JobRunner() {}

    /** What a main class does: runs {@code entry} and ends the process with its exit code. */
    public static void main(Entry entry, String... given) {
        Console console = Console.standard();
        FullHeap.guard(console);
        end(run(entry, given, console));
    }

    /** Runs {@code entry}; returns the process's exit code. */
    public static int run(Entry entry, String[] given, Console console) {
        var arguments = new Arguments();
        try {
            new CommandLine(arguments).parseArgs(given);
        } catch (CommandLine.ParameterException e) {
            console.error("%s; %s --help lists options and keys".formatted(e.getMessage(), entry.name()));
            return BAD_ARGUMENTS;
        }
        if (arguments.rollback && entry.rollback().isEmpty()) {
            console.error("--rollback is an option of retrain, not of " + entry.name());
            return BAD_ARGUMENTS;
        }
        Entry job = arguments.rollback ? entry.rollback().orElseThrow() : entry;
        if (arguments.help) {
            console.result(Help.of(job));
            return DONE;
        }
        quiet(arguments, console.level());
        try {
            RunConfig config = ConfigLoader.load(Optional.ofNullable(arguments.conf), arguments.set);
            return execute(job, config, arguments, console, Command.of(job, given));
        } catch (Throwable e) {
            return report(e, job, arguments, console);
        }
    }

    /** Ends the process with {@code exitCode}. YARN takes any call of exit in its driver for a failure, so after a success main returns. */
    public static void end(int exitCode) {
        if (exitCode != DONE) {
            System.exit(exitCode);
        }
    }

    /** A failed task ends in one message; what Spark logs of it on the way is a stack trace per attempt. */
    private static void quiet(Arguments arguments, Level own) {
        Configurator.setRootLevel(arguments.verbose ? Level.INFO : Level.ERROR);
        Configurator.setLevel("cloze", arguments.verbose ? Level.INFO : own);
        Level failedTasks = arguments.verbose ? Level.INFO : Level.OFF;
        LOGGERS_OF_FAILED_TASKS.forEach(logger -> Configurator.setLevel(logger, failedTasks));
    }

    private static int execute(Entry job, RunConfig config, Arguments arguments, Console console, String command)
            throws Exception {
        try (SparkSession spark = Sessions.open(job.name())) {
            if (arguments.dryRun) {
                job.check(spark, config);
                console.results(job.plan(spark, config));
                InputSize.of(spark.sparkContext().hadoopConfiguration(), job.inputs(config))
                        .shown()
                        .ifPresent(console::result);
                console.result("Dry run: nothing was written");
                return DONE;
            }
            Existing existing = arguments.overwrite ? Existing.OVERWRITE : Existing.KEEP;
            console.results(job.execute(spark, config, new Invocation(existing, console, command)));
            return DONE;
        }
    }

    private static int report(Throwable thrown, Entry job, Arguments arguments, Console console) {
        if (arguments.verbose) {
            thrown.printStackTrace(console.progressStream());
        }
        Fault fault = Fault.of(thrown);
        console.error(fault.message() + fault.hint());
        job.lastLine(fault).ifPresent(console::result);
        return fault.exitCode();
    }
}
