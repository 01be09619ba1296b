package cloze.jobs.command;

import cloze.error.ClozeException;
import cloze.platform.SparkPlatform;
import cloze.table.FileNameEncoding;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line, built with picocli; each command is a subcommand. */
public final class JobRunner {
    private static final int BAD_ARGUMENTS = 2;

    private JobRunner() {}

    /**
     * Runs {@code command}, and ends the process with its exit code. The main class of each job calls this.
     *
     * @throws JobFailedException instead, if Spark runs in this process already: then the process is not the job's to end
     */
    public static void main(Command command, String... given) {
        main(List.of(command), named(command, given));
    }

    /**
     * Runs the one of {@code commands} that the first argument names, and ends the process with its exit code.
     *
     * @throws JobFailedException instead, if Spark runs in this process already: then the process is not the job's to end
     */
    public static void main(List<Command> commands, String... given) {
        Console console = Console.standard();
        boolean isGuest = Sessions.isGiven();
        if (!isGuest) {
            FullHeap.guard(console);
        }
        int exitCode = start(commands, console, given);
        if (exitCode == Subcommand.DONE) {
            // YARN takes any call of exit in its driver for a failure, so main returns after a success.
            return;
        }
        if (isGuest) {
            throw new JobFailedException(exitCode);
        }
        System.exit(exitCode);
    }

    private static int start(List<Command> commands, Console console, String... given) {
        try {
            SparkPlatform.require();
            FileNameEncoding.requireComplete();
        } catch (ClozeException e) {
            console.error(e.getMessage());
            return e.exitCode();
        }
        return run(commands, console, given);
    }

    /** Runs {@code command}, and returns the exit code. */
    public static int run(Command command, String[] given, Console console) {
        return run(List.of(command), console, named(command, given));
    }

    /** Runs the one of {@code commands} that the first argument names, and returns the exit code. */
    public static int run(List<Command> commands, Console console, String... given) {
        var jobs = new CommandLine(new JobList());
        jobs.getCommandSpec().addOption(Subcommand.help());
        for (Command command : commands) {
            jobs.addSubcommand(Subcommand.of(command, console, Subcommand.typed(given)));
        }
        jobs.addSubcommand(new CommandLine.HelpCommand());
        var usage = new StringWriter();
        int exitCode = jobs.setOut(new PrintWriter(usage))
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setParameterExceptionHandler((fault, arguments) -> {
                    console.error(message(fault));
                    if (fault.getCommandLine() == jobs) {
                        jobs.usage(jobs.getOut());
                    }
                    return BAD_ARGUMENTS;
                })
                .execute(given);
        if (!usage.toString().isEmpty()) {
            console.result(usage.toString().stripTrailing());
        }
        return exitCode;
    }

    private static String[] named(Command command, String... given) {
        return Stream.concat(Stream.of(command.name()), Arrays.stream(given)).toArray(String[]::new);
    }

    private static String message(ParameterException fault) {
        CommandLine asked = fault.getCommandLine();
        if (asked.getParent() == null) {
            return fault instanceof UnmatchedArgumentException unmatched
                    ? "no job \"%s\"; expected one of the names below"
                            .formatted(unmatched.getUnmatched().get(0))
                    : fault.getMessage();
        }
        if (fault instanceof UnmatchedArgumentException unmatched) {
            String option = unmatched.getUnmatched().get(0);
            for (CommandLine other : asked.getParent().getSubcommands().values()) {
                if (other.getCommandSpec().findOption(option) != null) {
                    return "%s is an option of %s, not of %s"
                            .formatted(option, other.getCommandName(), asked.getCommandName());
                }
            }
        }
        return "%s; %s --help lists options and keys".formatted(fault.getMessage(), asked.getCommandName());
    }
}
