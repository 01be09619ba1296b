package cloze.jobs;

import cloze.config.RunConfig;
import cloze.config.Section;
import cloze.forget.Forgetting;
import cloze.jobs.command.Fault;
import cloze.jobs.command.RunOptions;
import cloze.jobs.command.Task;
import cloze.release.registry.Replacement;
import cloze.retrain.ResultPublication;
import cloze.retrain.Retraining;
import cloze.retrain.RunOrder;
import cloze.train.SparkSettings;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/**
 * The task of {@code retrain --forget}.
 *
 * @param file names the ids of the documents
 * @param reached receives each milestone of a replayed night when it is reached
 * @param replaced receives each step of the replacement when it is done
 */
record ForgetTask(String file, Consumer<ResultPublication.Milestone> reached, Consumer<Replacement.Step> replaced)
        implements Task {
    @Override
    public String name() {
        return RetrainJob.NAME;
    }

    @Override
    public String description() {
        return "takes documents out of a registry";
    }

    @Override
    public List<Section> sections() {
        return new RetrainJob().sections();
    }

    @Override
    public Map<String, String> settings(RunConfig config) {
        return SparkSettings.of(config.training());
    }

    @Override
    public void check(SparkSession spark, RunConfig config) throws IOException {
        new Retraining(spark, config).check();
        forgetting(spark, config).check();
    }

    @Override
    public List<String> plan(SparkSession spark, RunConfig config) throws IOException {
        return forgetting(spark, config).plan();
    }

    @Override
    public List<String> execute(SparkSession spark, RunConfig config, RunOptions options) throws Exception {
        var order = new RunOrder(
                options.console(), options.command(), thrown -> Fault.of(thrown).line());
        var retraining = new Retraining(spark, config, reached, replaced);
        retraining.complete(order);
        retraining.check();
        return forgetting(spark, config).run(order);
    }

    private Forgetting forgetting(SparkSession spark, RunConfig config) {
        return new Forgetting(spark, config, file, reached, replaced);
    }
}
