package cloze.jobs;

import cloze.config.RunConfig;
import cloze.config.Section;
import cloze.error.InvalidConfigException;
import cloze.jobs.command.Command;
import cloze.jobs.command.Fault;
import cloze.jobs.command.JobRunner;
import cloze.jobs.command.RunOptions;
import cloze.jobs.command.Task;
import cloze.provenance.OutputFolder.Existing;
import cloze.release.registry.Replacement;
import cloze.retrain.ResultPublication;
import cloze.retrain.Retraining;
import cloze.retrain.RunOrder;
import cloze.train.SparkSettings;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Mixin;

/** Makes the next version of a registry, see {@link Retraining}, or does what {@link RetrainOrders} say. */
public final class RetrainJob implements Task {
    static final String NAME = "retrain";

    private final Consumer<ResultPublication.Milestone> reached;
    private final Consumer<Replacement.Step> replaced;

    @Mixin
    private final RetrainOrders orders = new RetrainOrders();

    public RetrainJob() {
        this(step -> {});
    }

    RetrainJob(Consumer<ResultPublication.Milestone> reached) {
        this(reached, step -> {});
    }

    /** Takes receivers of the milestones of publications and of the steps of replacements. */
    RetrainJob(Consumer<ResultPublication.Milestone> reached, Consumer<Replacement.Step> replaced) {
        this.reached = reached;
        this.replaced = replaced;
    }

    public static void main(String[] arguments) {
        JobRunner.main(new RetrainJob(), arguments);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "retrains on new documents, compares the result with the champion, and promotes it if it is better";
    }

    @Override
    public Map<String, String> settings(RunConfig config) {
        return SparkSettings.of(config.training());
    }

    @Override
    public List<Section> sections() {
        return List.of(
                Section.SEED,
                Section.MODEL,
                Section.aside("registry", "tables"),
                Section.CORPUS,
                Section.CURATE,
                Section.VOCABULARY,
                Section.EXAMPLES,
                Section.NETWORK,
                Section.TRAINING,
                Section.TRACKING,
                Section.EVALUATION,
                Section.RETRAIN);
    }

    @Override
    public Command chosen(RunConfig config) {
        return orders.chosen(this, reached, replaced);
    }

    @Override
    public Optional<String> lastLine(Fault fault) {
        return Optional.of("failed: " + fault.line());
    }

    @Override
    public void check(SparkSession spark, RunConfig config) throws IOException {
        retraining(spark, config).check();
    }

    @Override
    public List<String> plan(SparkSession spark, RunConfig config) throws IOException {
        return RetrainPlan.lines(spark, config, retraining(spark, config).state());
    }

    @Override
    public List<String> execute(SparkSession spark, RunConfig config, RunOptions options) throws Exception {
        if (options.existing() == Existing.OVERWRITE) {
            throw new InvalidConfigException(
                    List.of("--overwrite: a registry is never overwritten; name another folder to start a new one"));
        }
        var order = new RunOrder(
                options.console(), options.command(), thrown -> Fault.of(thrown).line());
        return retraining(spark, config).run(order);
    }

    private Retraining retraining(SparkSession spark, RunConfig config) {
        return new Retraining(spark, config, reached);
    }
}
