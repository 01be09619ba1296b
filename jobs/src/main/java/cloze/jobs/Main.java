package cloze.jobs;

import cloze.jobs.command.Command;
import cloze.jobs.command.JobRunner;
import java.util.List;

/**
 * The entry point of the scripts: {@code Main JOB [options]}. Each job also has its own main class, for
 * {@code spark-submit --class}.
 */
public final class Main {
    static final List<Command> JOBS = List.of(
            new GenerateJob(),
            new VocabularyJob(),
            new CurateJob(),
            new PrepareJob(),
            new PretrainJob(),
            new EvaluateJob(),
            new ProbeJob(),
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
