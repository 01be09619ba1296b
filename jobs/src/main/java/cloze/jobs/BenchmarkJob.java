package cloze.jobs;

import cloze.artifact.Corpus;
import cloze.benchmark.BenchmarkStep;
import cloze.config.RunConfig;
import cloze.jobs.command.JobRunner;
import cloze.jobs.command.StepJob;
import cloze.train.SparkSettings;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** Benchmarks this machine for the given configuration. Writes benchmark.json and a table. */
public final class BenchmarkJob extends StepJob {
    public BenchmarkJob() {
        super(new BenchmarkStep());
    }

    public static void main(String[] arguments) {
        JobRunner.main(new BenchmarkJob(), arguments);
    }

    @Override
    public String description() {
        return "measures the throughput of this machine, part by part";
    }

    @Override
    public Map<String, String> settings(RunConfig config) {
        return config.benchmark().readsText()
                ? SparkSettings.of(config.training())
                : SparkSettings.ofTrainingAlone(config.training());
    }

    @Override
    public List<String> plan(SparkSession spark, RunConfig config) throws IOException {
        RunConfig measured = BenchmarkStep.checked(spark, config);
        return List.of("Would measure %s%s into %s"
                .formatted(
                        String.join(", ", config.benchmark().parts()),
                        config.benchmark().readsText() ? " on " + Corpus.named(measured) : "",
                        output(config)));
    }
}
