package cloze.jobs;

import cloze.artifact.ModelNetwork;
import cloze.artifact.PhasedExamples;
import cloze.benchmark.ExpectedEfficiency;
import cloze.config.NetworkConfig;
import cloze.config.RunConfig;
import cloze.jobs.command.JobRunner;
import cloze.jobs.command.StepJob;
import cloze.pretrain.PretrainStep;
import cloze.pretrain.TrainingEstimate;
import cloze.pretrain.TrainingStart;
import cloze.train.SparkSettings;
import cloze.train.plan.TrainingPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** The job that trains the network on prepared examples. A killed run resumes from the newest checkpoint. */
public final class PretrainJob extends StepJob {
    public PretrainJob() {
        super(new PretrainStep());
    }

    public static void main(String[] arguments) {
        JobRunner.main(new PretrainJob(), arguments);
    }

    @Override
    public String description() {
        return "trains a model on prepared examples; resumes by itself";
    }

    @Override
    public Map<String, String> settings(RunConfig config) {
        return SparkSettings.ofTrainingAlone(config.training());
    }

    @Override
    public List<String> plan(SparkSession spark, RunConfig config) throws IOException {
        var examples = PhasedExamples.open(spark, config);
        NetworkConfig network = TrainingStart.network(spark, config, examples);
        List<String> lines = new ArrayList<>();
        lines.add("Would train %s on %s into %s"
                .formatted(
                        ModelNetwork.shape(network),
                        String.join(", ", PhasedExamples.folders(config)),
                        output(config)));
        var estimate = new TrainingEstimate(
                network, config.training(), examples.heldOut().config(), Estimate.coresOf(spark, config.training()));
        lines.addAll(estimate.lines(new TrainingPlan(config.training(), examples.counts(), config.seed())));
        lines.addAll(new ExpectedEfficiency(
                        network, config.training(), examples.heldOut().config())
                .lines(spark.sparkContext().hadoopConfiguration()));
        return lines;
    }
}
