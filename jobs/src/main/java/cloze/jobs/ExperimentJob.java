package cloze.jobs;

import cloze.config.NetworkConfig;
import cloze.config.RunConfig;
import cloze.config.Variant;
import cloze.experiment.ExperimentStep;
import cloze.jobs.command.JobRunner;
import cloze.jobs.command.StepJob;
import cloze.pretrain.TrainingEstimate;
import cloze.train.SparkSettings;
import cloze.train.plan.TrainingPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * The main job: trains every variant from the same initial weights, and compares the results on the same held-out examples. Its
 * steps are the other jobs, each with its own folder and manifest, so a killed experiment resumes with the first
 * unfinished step.
 */
public final class ExperimentJob extends StepJob {
    public ExperimentJob() {
        super(new ExperimentStep());
    }

    public static void main(String[] arguments) {
        JobRunner.main(new ExperimentJob(), arguments);
    }

    @Override
    public String description() {
        return "compares variants of examples, network and training: the main job";
    }

    @Override
    public Map<String, String> settings(RunConfig config) {
        return SparkSettings.of(config.training());
    }

    @Override
    public List<String> plan(SparkSession spark, RunConfig config) {
        List<String> lines = new ArrayList<>();
        for (RunConfig prepare : ExperimentStep.prepares(config, output(config))) {
            lines.addAll(new PrepareJob().plan(spark, prepare));
        }
        for (Variant variant : config.experiment().variants()) {
            for (long seed : config.experiment().seeds()) {
                lines.add("Would train and evaluate %s with seed %d".formatted(variant.name(), seed));
            }
            lines.addAll(estimate(spark, config.withVariant(variant)));
        }
        return lines;
    }

    /** Estimates one run on the number of examples that the corpus is likely to yield. */
    private static List<String> estimate(SparkSession spark, RunConfig config) {
        NetworkConfig network = config.network().vocabSize() == 0
                ? config.network().withVocabSize(config.vocabulary().vocabSize())
                : config.network();
        var estimate = new TrainingEstimate(
                network, config.training(), config.examples(), Estimate.coresOf(spark, config.training()));
        long examples = Estimate.trainingExamples(spark, config);
        List<String> lines = new ArrayList<>();
        lines.add("About %d training examples, per run:".formatted(examples));
        lines.addAll(estimate.lines(new TrainingPlan(config.training(), List.of(examples), config.seed())));
        return lines;
    }
}
