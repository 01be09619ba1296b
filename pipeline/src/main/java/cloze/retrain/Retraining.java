package cloze.retrain;

import cloze.config.RunConfig;
import cloze.corpus.source.TableVersions;
import cloze.release.registry.Lease;
import cloze.release.registry.Registry;
import cloze.release.registry.Replacement;
import cloze.run.PublishedTables;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Makes the next version of a registry. Selects documents by content that no earlier run has seen, mixes their examples
 * with some older ones, trains from the weights of the champion, decides by a comparison on held-out documents, and
 * adds a row to the runs table.
 *
 * <p>A lease allows one run at a time. A run that is killed at any moment and started again ends as if it had not been
 * killed: {@link RetrainPipeline} covers the time until the result is known, {@link ResultPublication} the time after.
 * A failed run leaves only its row, and its documents are still new for the next run.
 */
public final class Retraining {
    private final SparkSession spark;
    private final RunConfig config;
    private final Consumer<ResultPublication.Milestone> reached;
    private final Consumer<Replacement.Step> replaced;

    /** Creates a retraining for the registry and corpus that {@code config} names. */
    public Retraining(SparkSession spark, RunConfig config) {
        this(spark, config, step -> {});
    }

    /** @param reached receives each milestone of a publication when it is reached */
    public Retraining(SparkSession spark, RunConfig config, Consumer<ResultPublication.Milestone> reached) {
        this(spark, config, reached, step -> {});
    }

    /**
     * @param reached receives each milestone of a publication when it is reached
     * @param replaced receives each step of a replacement of versions when it is done
     */
    public Retraining(
            SparkSession spark,
            RunConfig config,
            Consumer<ResultPublication.Milestone> reached,
            Consumer<Replacement.Step> replaced) {
        this.spark = spark;
        this.config = config;
        this.reached = reached;
        this.replaced = replaced;
    }

    /**
     * Finds faults without reading data or taking the lease. Throws the first kind of fault found, with all faults of
     * that kind.
     */
    public void check() throws IOException {
        new RetrainChecks(spark, config).check();
    }

    /** Reads the current state of the registry. */
    public RegistryState state() throws IOException {
        return RegistryState.read(spark, config.registry());
    }

    /**
     * Returns the configuration that a run would use. It follows the version that the run starts from, if the registry
     * has one.
     */
    public RunConfig settings(RegistryState state) throws IOException {
        return RetrainSettings.of(spark.sparkContext().hadoopConfiguration(), config, state);
    }

    /** Runs {@link #check} and the whole retraining. Returns the lines to print; the last one states the outcome. */
    public List<String> run(RunOrder order) throws Exception {
        complete(order);
        check();
        new PublishedTables(spark, config.tables()).check();
        // The runs of its steps end up in the registry, whose tables are appended as a whole.
        RunConfig fixed =
                config.withCorpus(TableVersions.fixed(spark, config.corpus())).withTables("");
        Registry registry = Registry.open(spark.sparkContext().hadoopConfiguration(), config.registry());
        try (HeldLease held = HeldLease.acquire(registry, config)) {
            ResultPublication publication = publication(registry, held.lease());
            NightlyRead.Plan reading = state -> NightlyRead.plan(spark, fixed, state);
            List<String> lines = new RetrainRun(spark, fixed, order, reading, publication).run();
            new RegistryTables(spark, registry, config.tables()).append();
            return lines;
        }
    }

    private ResultPublication publication(Registry registry, Lease lease) {
        return new ResultPublication(spark, registry, lease, config.retrain().keepVersions(), reached, replaced);
    }

    /** Completes a replacement of versions that a killed run has decided, if there is one. */
    public void complete(RunOrder order) throws Exception {
        RetrainChecks.requireRegistry(config);
        Registry registry = Registry.open(spark.sparkContext().hadoopConfiguration(), config.registry());
        if (Replacement.pending(registry).isPresent()) {
            holding(order, lease -> registry);
        }
    }

    /** Work of the holder of a lease. */
    public interface Work<T> {
        T with(Lease lease) throws Exception;
    }

    /** Keeps other runs out of the registry, completes what killed ones have left, and does {@code work}. */
    public <T> T holding(RunOrder order, Work<T> work) throws Exception {
        RetrainChecks.requireRegistry(config);
        Registry registry = Registry.open(spark.sparkContext().hadoopConfiguration(), config.registry());
        return holding(registry, order, publication -> work.with(publication.lease()));
    }

    private interface Publishing<T> {
        T with(ResultPublication publication) throws Exception;
    }

    private <T> T holding(Registry registry, RunOrder order, Publishing<T> work) throws Exception {
        try (HeldLease held = HeldLease.acquire(registry, config)) {
            ResultPublication publication = publication(registry, held.lease());
            publication.finishOthers(order.observer());
            return work.with(publication);
        }
    }

    /** Replaces versions, once and for all. */
    public void replace(Registry registry, Lease lease, Replacement replacement) throws IOException {
        replacement.decide(registry, lease, replaced);
        publication(registry, lease).complete(replacement);
        new RegistryTables(spark, registry, config.tables()).append();
    }

    /**
     * Runs a night in {@code into}, which nobody else uses, at the time of {@code order}, unless it is there already.
     *
     * @param reading decides what is read of the corpus
     */
    public void repeat(Registry into, RunOrder order, NightlyRead.Plan reading) throws Exception {
        once(into, order, publication -> {
            new RetrainRun(spark, config.withTables(""), order, reading, publication).repeat();
        });
    }

    /** Rolls {@code into} back by one version, as {@link #repeat} runs a night. */
    public void repeatRollback(Registry into, RunOrder order) throws Exception {
        once(into, order, publication -> {
            Rollback.back(publication, order.clock().instant(), System.nanoTime());
        });
    }

    /** Adds a row to {@code into} for a run that left the champion as it was. */
    public void repeatRow(Registry into, RunOrder order, Row row) throws Exception {
        once(into, order, publication -> {
            int champion = RegistryState.read(spark, into).championNumber();
            RegistryState.runs(into).append(publication.lease(), spark, RunRow.staying(row, champion));
        });
    }

    private interface Repetition {
        void with(ResultPublication publication) throws Exception;
    }

    private void once(Registry into, RunOrder order, Repetition repetition) throws Exception {
        holding(into, order, publication -> {
            boolean isThere = RegistryState.read(spark, into).past().stream()
                    .filter(run -> !run.is(RunRow.Outcome.FAILED))
                    .anyMatch(run -> run.finished().equals(order.clock().instant()));
            if (!isThere) {
                repetition.with(publication);
            }
            return into;
        });
    }
}
