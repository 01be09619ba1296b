package cloze.retrain;

import cloze.config.RunConfig;
import cloze.error.InvalidInputException;
import cloze.release.registry.Registry;
import cloze.release.registry.Version;
import cloze.retrain.RunRow.Outcome;
import cloze.stage.Progress;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/**
 * Makes the previous champion the champion again. The next run starts from it. The data of the replaced version is
 * neither replayed nor counted as new.
 */
public final class Rollback {
    private final SparkSession spark;
    private final RunConfig config;
    private final Consumer<ResultPublication.Milestone> reached;

    /**
     * Creates a rollback of the registry that {@code config} names.
     *
     * @param reached receives each milestone of a publication when it is reached
     */
    public Rollback(SparkSession spark, RunConfig config, Consumer<ResultPublication.Milestone> reached) {
        this.spark = spark;
        this.config = config;
        this.reached = reached;
    }

    /** Fails if no registry is named. */
    public void check() {
        RetrainChecks.requireRegistry(config);
    }

    /** Describes the rollback in one line, without doing it. */
    public String plan() throws IOException {
        Registry registry = open();
        Version champion = champion(registry);
        return "Would roll back from %s to %s".formatted(champion, before(registry, champion));
    }

    /** Rolls back by one version, and returns the row of the run. */
    public RunRow run(Progress progress) throws IOException {
        long start = System.nanoTime();
        check();
        Registry registry = open();
        champion(registry);
        try (HeldLease held = HeldLease.acquire(registry, config)) {
            var publication = new ResultPublication(
                    spark, registry, held.lease(), config.retrain().keepVersions(), reached);
            Optional<RunRow> finished = publication.finishOthers(progress);
            if (finished.filter(row -> row.outcome() == Outcome.ROLLED_BACK).isPresent()) {
                // The command was killed and repeated. It means one version back, not two.
                return finished.get();
            }
            return back(publication, Instant.now(), start);
        }
    }

    /**
     * Rolls back by one version.
     *
     * @param finished time of the row
     * @param start of the run, by {@link System#nanoTime}
     */
    static RunRow back(ResultPublication publication, Instant finished, long start) throws IOException {
        Registry registry = publication.registry();
        Version champion = champion(registry);
        RunRow row = RunRow.without(
                        finished,
                        Outcome.ROLLED_BACK,
                        champion.number(),
                        (System.nanoTime() - start) * 1e-9,
                        "by order")
                .withVersion(before(registry, champion).number());
        return publication.finish(row);
    }

    private Registry open() throws IOException {
        return Registry.open(spark.sparkContext().hadoopConfiguration(), config.registry());
    }

    private static Version champion(Registry registry) throws IOException {
        return registry.champion()
                .orElseThrow(() -> new InvalidInputException(
                        "Registry %s: expected a champion, found none; nothing has been promoted"
                                .formatted(registry.folder())));
    }

    private static Version before(Registry registry, Version champion) throws IOException {
        List<Version> kept = registry.versions();
        return registry.predecessor(champion)
                .orElseThrow(() -> new InvalidInputException(
                        "Registry %s: expected the champion before %s, found only %s; there is nothing to roll back to"
                                .formatted(registry.folder(), champion, kept)));
    }
}
