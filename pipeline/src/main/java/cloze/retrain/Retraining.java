package cloze.retrain;

import cloze.config.RunConfig;
import cloze.release.registry.Registry;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/**
 * Makes a registry's next version: documents that no earlier run has seen, by content; examples of those alone, with some older ones; training
 * from the champion's weights; a comparison on held-out documents that decides; one row in the runs table.
 *
 * <p>One run at a time, by a lease. Killed at any moment and started again it ends as if it had not been killed: {@link RetrainPipeline} until
 * the result is known, {@link ResultPublication} from then on. A run that fails changes nothing but its row: its documents are new the next
 * time.
 */
public final class Retraining {
    private final SparkSession spark;
    private final RunConfig config;
    private final Consumer<ResultPublication.Milestone> reached;

    /** Of the registry and corpus that {@code config} names. */
    public Retraining(SparkSession spark, RunConfig config) {
        this(spark, config, step -> {});
    }

    /** @param reached told of each milestone of a publication, when it is behind us */
    public Retraining(SparkSession spark, RunConfig config, Consumer<ResultPublication.Milestone> reached) {
        this.spark = spark;
        this.config = config;
        this.reached = reached;
    }

    /** Finds what would end a run early, without reading data or taking the lease. Throws the first kind of fault, with all faults of that kind. */
    public void check() throws IOException {
        new RetrainChecks(spark, config).check();
    }

    /** The registry as a run would find it. */
    public RegistryState state() throws IOException {
        return RegistryState.read(spark, config.registry());
    }

    /** The configuration that a run would use: that of the version it starts from, where the registry has one. */
    public RunConfig settings(RegistryState state) throws IOException {
        return RetrainSettings.of(spark.sparkContext().hadoopConfiguration(), config, state);
    }

    /** A whole run, {@link #check} first; gives what a user wants to see, what came of the run in the last line. */
    public List<String> run(RunOrder order) throws Exception {
        check();
        Registry registry = Registry.open(spark.sparkContext().hadoopConfiguration(), config.registry());
        try (HeldLease held = HeldLease.acquire(registry, config)) {
            var publication = new ResultPublication(
                    spark, registry, held.lease(), config.retrain().keepVersions(), reached);
            return new RetrainRun(spark, config, order, publication).run();
        }
    }
}
