package cloze.jobs;

import cloze.jobs.command.Console;
import cloze.jobs.command.Entry;
import cloze.jobs.command.JobRunner;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** {@code Main JOB [options]}: the entry point of the scripts. Each job is a main class of its own, too. */
public final class Main {
    static final List<Entry> JOBS = List.of(
            new GenerateJob(),
            new VocabularyJob(),
            new PrepareJob(),
            new PretrainJob(),
            new EvaluateJob(),
            new ExperimentJob(),
            new RetrainJob(),
            new ExportJob(),
            new ImportJob(),
            new FillMaskJob(),
            new NextSentenceJob(),
            new TokenizeJob(),
            new BenchmarkJob());

    private Main() {}

    public static void main(String[] arguments) {
        String name = arguments.length == 0 ? "" : arguments[0];
        String[] rest = arguments.length == 0 ? arguments : Arrays.copyOfRange(arguments, 1, arguments.length);
        for (Entry job : JOBS) {
            if (job.name().equals(name)) {
                JobRunner.main(job, rest);
                return;
            }
        }
        boolean asked = List.of("--help", "-h", "help").contains(name);
        Console console = Console.standard();
        if (!asked) {
            console.error("no job \"%s\"; expected one of the names below".formatted(name));
        }
        console.result(JOBS.stream()
                .map(job -> "  %-13s %s".formatted(job.name(), job.description()))
                .collect(Collectors.joining("\n", "Jobs (JOB --help lists a job's keys):\n", "")));
        JobRunner.end(asked ? 0 : 2);
    }
}
