package cloze.jobs;

import cloze.jobs.command.Command;
import cloze.jobs.command.JobRunner;
import java.util.List;

/** {@code Main JOB [options]}: the entry point of the scripts. Each job is a main class of its own, too, for {@code spark-submit --class}. */
public final class Main {
    static final List<Command> JOBS = List.of(
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
        JobRunner.main(JOBS, arguments);
    }
}
