package cloze.retrain;

import cloze.config.RunConfig;
import cloze.corpus.source.TableVersions;
import cloze.release.registry.Registry;
import cloze.run.PublishedTables;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
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

    /** Creates a retraining for the registry and corpus that {@code config} names. */
    public Retraining(SparkSession spark, RunConfig config) {
        this(spark, config, step -> {});
    }

    /** @param reached receives each milestone of a publication when it is reached */
    public Retraining(SparkSession spark, RunConfig config, Consumer<ResultPublication.Milestone> reached) {
        this.spark = spark;
        this.config = config;
        this.reached = reached;
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
        check();
        new PublishedTables(spark, config.tables()).check();
        // The runs of its steps end up in the registry, whose tables are appended as a whole.
        RunConfig fixed =
                config.withCorpus(TableVersions.fixed(spark, config.corpus())).withTables("");
        Registry registry = Registry.open(spark.sparkContext().hadoopConfiguration(), config.registry());
        try (HeldLease held = HeldLease.acquire(registry, config)) {
            var publication = new ResultPublication(
                    spark, registry, held.lease(), config.retrain().keepVersions(), reached);
            List<String> lines = new RetrainRun(spark, fixed, order, publication).run();
            new RegistryTables(spark, registry, config.tables()).append();
            return lines;
        }
    }
}
