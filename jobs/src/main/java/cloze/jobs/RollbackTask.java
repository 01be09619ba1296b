package cloze.jobs;

import cloze.config.RunConfig;
import cloze.config.Section;
import cloze.jobs.command.RunOptions;
import cloze.jobs.command.Task;
import cloze.retrain.ResultPublication;
import cloze.retrain.Rollback;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/**
 * The task of {@code retrain --rollback}.
 *
 * @param reached receives each milestone of a publication when it is reached
 */
record RollbackTask(Consumer<ResultPublication.Milestone> reached) implements Task {
    @Override
    public String name() {
        return RetrainJob.NAME;
    }

    @Override
    public String description() {
        return "makes the predecessor of the champion the champion again";
    }

    @Override
    public List<Section> sections() {
        return List.of(Section.aside("registry", "retrain.keep-versions", "retrain.lease"));
    }

    @Override
    public void check(SparkSession spark, RunConfig config) {
        rollback(spark, config).check();
    }

    @Override
    public List<String> plan(SparkSession spark, RunConfig config) throws IOException {
        return List.of(rollback(spark, config).plan());
    }

    @Override
    public List<String> execute(SparkSession spark, RunConfig config, RunOptions options) throws IOException {
        return List.of(rollback(spark, config).run(options.console()).line());
    }

    private Rollback rollback(SparkSession spark, RunConfig config) {
        return new Rollback(spark, config, reached);
    }
}
