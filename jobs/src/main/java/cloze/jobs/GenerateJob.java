package cloze.jobs;

import cloze.artifact.Corpus;
import cloze.config.RunConfig;
import cloze.config.Section;
import cloze.corpus.GenerateDocuments;
import cloze.error.InvalidConfigException;
import cloze.jobs.command.Job;
import cloze.jobs.command.JobRunner;
import cloze.run.StepContext;
import cloze.run.StepResult;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** Writes a generated corpus as JSON lines, one document per line. */
public final class GenerateJob implements Job {
    private static final Section GENERATOR =
            Section.ofResult("corpus.generator", config -> config.corpus().generator());

    public static void main(String[] arguments) {
        JobRunner.main(new GenerateJob(), arguments);
    }

    @Override
    public String name() {
        return "generate";
    }

    @Override
    public String description() {
        return "writes a generated corpus as JSON lines";
    }

    @Override
    public List<Section> sections() {
        return List.of(Section.SEED, Section.OUTPUT, GENERATOR);
    }

    @Override
    public void check(SparkSession spark, RunConfig config) {
        if (!Corpus.isGenerated(config.corpus())) {
            throw new InvalidConfigException(
                    List.of("corpus.generator.kind = none: must name a language to generate: stories or uniform"));
        }
    }

    @Override
    public List<String> plan(SparkSession spark, RunConfig config) {
        return List.of("Would write %s into %s".formatted(Corpus.named(config), output(config)));
    }

    @Override
    public StepResult run(StepContext context) {
        RunConfig config = context.config();
        context.phase("generating " + config.corpus().generator().documents() + " documents");
        new GenerateDocuments(config.corpus().generator(), config.seed())
                .plan(context.spark())
                .write()
                .json(context.below("documents"));
        long count = config.corpus().generator().documents();
        return new StepResult(Map.of("documents", count), List.of("Generated %d documents".formatted(count)));
    }
}
