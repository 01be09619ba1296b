package cloze.jobs.command;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command for a command line without a job. It fails, which prints the list of jobs. */
@CommandLine.Command(
        name = "JOB",
        customSynopsis = "JOB [options]",
        commandListHeading = "Jobs (JOB --help lists a job's options and keys):%n")
final class JobList implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "no job named; expected one of the names below");
    }
}
