package cloze.jobs;

import cloze.config.RunConfig;
import cloze.config.Section;
import cloze.corpus.Corpus;
import cloze.error.InvalidConfigException;
import cloze.jobs.command.Command;
import cloze.jobs.command.Fault;
import cloze.jobs.command.JobRunner;
import cloze.jobs.command.RunOptions;
import cloze.jobs.command.Task;
import cloze.provenance.OutputFolder.Existing;
import cloze.release.registry.Lease;
import cloze.release.registry.Registry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;

/**
 * Makes a registry's next version: documents that no earlier run has seen, by content; examples of those alone, with some older ones; training
 * from the champion's weights; a comparison on held-out documents that decides; one row in the runs table.
 *
 * <p>One run at a time, by a lease. Killed at any moment and started again it ends as if it had not been killed: {@link Challenger} until the
 * result is known, {@link Ending} from then on. A run that fails changes nothing but its row: its documents are new the next time.
 */
public final class RetrainJob implements Task {
    static final String NAME = "retrain";

    private final Consumer<Ending.Step> reached;

    @Option(
            names = "--rollback",
            description =
                    "makes the predecessor of the champion the champion again; reads only registry, retrain.keep-versions and retrain.lease")
    private boolean rollback;

    public RetrainJob() {
        this(step -> {});
    }

    /** @param reached told of each step of an ending, when it is behind us */
    RetrainJob(Consumer<Ending.Step> reached) {
        this.reached = reached;
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
    public List<Section> sections() {
        return List.of(
                Section.SEED,
                Section.MODEL,
                Section.aside("registry"),
                Section.CORPUS,
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
        return rollback ? new Rollback(reached) : this;
    }

    @Override
    public Optional<String> lastLine(Fault fault) {
        return Optional.of("failed: " + fault.line());
    }

    @Override
    public void check(SparkSession spark, RunConfig config) throws IOException {
        new RetrainChecks(spark, config).check();
    }

    @Override
    public List<String> plan(SparkSession spark, RunConfig config) throws IOException {
        RegistryState state = RegistryState.read(spark, config.registry());
        String from = state.champion()
                .map(champion -> "%s of %s, learning rate %s"
                        .formatted(champion, config.registry(), config.retrain().learningRate()))
                .orElse("scratch, as %s has no version yet".formatted(config.registry()));
        return List.of(
                "Would look in %s for documents that %d earlier run(s) have not seen"
                        .formatted(Corpus.named(config), state.seen().size()),
                "Would train on them, mixed with examples of %d earlier run(s) that make up a share of %s, starting from %s"
                        .formatted(state.lineage().size(), config.retrain().replayFraction(), from));
    }

    @Override
    public List<String> execute(SparkSession spark, RunConfig config, RunOptions options) throws Exception {
        if (options.existing() == Existing.OVERWRITE) {
            throw new InvalidConfigException(
                    List.of("--overwrite: a registry is never overwritten; name another folder to start a new one"));
        }
        check(spark, config);
        Registry registry = Registry.open(spark.sparkContext().hadoopConfiguration(), config.registry());
        try (Lease lease = acquire(registry, config)) {
            var ending = new Ending(spark, registry, lease, config.retrain().keepVersions(), reached);
            return new RetrainRun(spark, config, options, ending).run();
        }
    }

    static Lease acquire(Registry registry, RunConfig config) throws IOException {
        return registry.acquire(
                Duration.ofMillis(Math.round(config.retrain().lease().seconds() * 1000)));
    }
}
