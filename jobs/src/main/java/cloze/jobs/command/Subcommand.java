package cloze.jobs.command;

import cloze.artifact.InputSize;
import cloze.config.RunConfig;
import cloze.config.Section;
import cloze.config.hocon.ConfigLoader;
import cloze.config.hocon.ConfigReference;
import cloze.platform.SparkPlatform;
import cloze.provenance.OutputFolder.Existing;
import cloze.run.StepRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/**
 * One command with the options common to all commands. Loads the configuration, opens the session, runs the command,
 * and turns any error into one message and an exit code.
 */
final class Subcommand implements Callable<Integer> {
    static final int DONE = 0;

    /** Key of the section of picocli's usage message that lists the configuration keys. */
    private static final String KEYS = "keys";

    private static final int WIDTH = 110;

    private static final List<String> LOGGERS_OF_FAILED_TASKS = List.of(
            "org.apache.spark.executor.Executor",
            "org.apache.spark.scheduler.TaskSetManager",
            "org.apache.spark.sql.execution.datasources.FileFormatWriter",
            "org.apache.spark.util.Utils");

    private final Command command;
    private final Console console;
    private final String typed;

    @Option(names = "--conf", paramLabel = "FILE", description = "HOCON file; without it, the defaults apply")
    private Path conf;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "overrides one key; may be repeated. Texts and paths need no quotes of HOCON")
    private List<String> set = new ArrayList<>();

    @Option(names = "--overwrite", description = "replaces an existing output")
    private boolean overwrite;

    @Option(
            names = "--dry-run",
            description = "checks configuration and inputs, and prints the plan without running the job")
    private boolean dryRun;

    @Option(names = "--verbose", description = "prints Spark's log and the stack trace of an error")
    private boolean verbose;

    /** @param typed what the user typed after the name of the script */
    private Subcommand(Command command, Console console, String typed) {
        this.command = command;
        this.console = console;
        this.typed = typed;
    }

    /** Returns the picocli specification of {@code command}. */
    static CommandSpec of(Command command, Console console, String typed) {
        var spec = CommandSpec.forAnnotatedObject(new Subcommand(command, console, typed))
                .name(command.name());
        CommandSpec.forAnnotatedObjectLenient(command).options().forEach(spec::addOption);
        spec.addOption(help());
        spec.usageMessage().description(command.description()).width(WIDTH).sortOptions(false);
        List<String> parts = new ArrayList<>(spec.usageMessage().sectionKeys());
        parts.add(KEYS);
        spec.usageMessage().sectionKeys(parts);
        spec.usageMessage()
                .sectionMap()
                .put(
                        KEYS,
                        usage -> "%nKeys (a file in HOCON, or --set KEY=VALUE):%n".formatted()
                                + ConfigReference.text(Section.keys(command.sections())));
        return spec;
    }

    /** Returns the option for which picocli prints the usage message. */
    static OptionSpec help() {
        return OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("this text")
                .build();
    }

    /** Joins {@code given} into a command line that can be typed again after the name of the script. */
    static String typed(String... given) {
        return Arrays.stream(given).map(Subcommand::quoted).collect(Collectors.joining(" "));
    }

    /** Quotes an argument for the shell unless it is a plain word. */
    private static String quoted(String argument) {
        return argument.matches("[-A-Za-z0-9_./:=,+@%]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }

    /** Returns the exit code. Catches errors too, because picocli would let them through. */
    @Override
    public Integer call() {
        boolean isGuest = Sessions.isGiven();
        if (!isGuest) {
            quiet(console.level());
        }
        try {
            RunConfig config = ConfigLoader.load(Optional.ofNullable(conf), set);
            Command chosen = command.chosen(config);
            if (isGuest) {
                return runAsGuest(chosen, config);
            }
            SparkPlatform.requireJava();
            try (SparkSession spark = Sessions.open(chosen.name(), chosen.settings(config))) {
                return runAlone(chosen, config, spark);
            }
        } catch (Throwable e) {
            return report(e);
        }
    }

    /** Silences Spark's logs of failed tasks, a stack trace per attempt. A failed task ends in one message instead. */
    private void quiet(Level own) {
        Configurator.setRootLevel(verbose ? Level.INFO : Level.ERROR);
        Configurator.setLevel("cloze", verbose ? Level.INFO : own);
        Level failedTasks = verbose ? Level.INFO : Level.OFF;
        LOGGERS_OF_FAILED_TASKS.forEach(logger -> Configurator.setLevel(logger, failedTasks));
    }

    /** Runs in a session of its own. */
    private int runAlone(Command chosen, RunConfig config, SparkSession spark) throws Throwable {
        var executors = OutgrownExecutors.watch(spark.sparkContext());
        try {
            return run(chosen, config, spark);
        } catch (Throwable e) {
            throw executors.explained(e);
        }
    }

    /** Runs in the session that runs in this process already, and leaves it running. */
    private int runAsGuest(Command chosen, RunConfig config) throws Exception {
        SparkSession spark = Sessions.given();
        Sessions.tooLate(spark, chosen.settings(config)).forEach(console::remark);
        return run(chosen, config, spark);
    }

    private int run(Command chosen, RunConfig config, SparkSession spark) throws Exception {
        if (dryRun) {
            chosen.check(spark, config);
            console.results(chosen.plan(spark, config));
            InputSize.of(spark.sparkContext().hadoopConfiguration(), chosen.inputs(config))
                    .shown()
                    .ifPresent(console::result);
            console.result("Dry run: nothing was written");
            return DONE;
        }
        var options = new RunOptions(overwrite ? Existing.OVERWRITE : Existing.KEEP, console, typed);
        console.results(
                chosen instanceof Job job
                        ? new StepRun(job, config, options.existing(), options.command())
                                .run(spark, console)
                                .summary()
                        : ((Task) chosen).execute(spark, config, options));
        return DONE;
    }

    private int report(Throwable thrown) {
        if (verbose) {
            thrown.printStackTrace(console.progressStream());
        }
        Fault fault = Fault.of(thrown);
        console.error(fault.message() + fault.hint());
        command.lastLine(fault).ifPresent(console::result);
        return fault.exitCode();
    }
}
