package cloze.jobs;

import cloze.config.RunConfig;
import cloze.config.Section;
import cloze.error.InvalidInputException;
import cloze.jobs.RunRow.Outcome;
import cloze.jobs.command.RunOptions;
import cloze.jobs.command.Task;
import cloze.release.registry.Lease;
import cloze.release.registry.Registry;
import cloze.release.registry.Version;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/**
 * {@code retrain --rollback}: the version that was champion before becomes the champion again. The next run goes on from there; what the
 * version was trained on that is no champion any more is not replayed, and not new either.
 *
 * @param reached told of each step of an ending, when it is behind us
 */
record Rollback(Consumer<Ending.Step> reached) implements Task {
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
        RetrainChecks.requireRegistry(config);
    }

    @Override
    public List<String> plan(SparkSession spark, RunConfig config) throws IOException {
        Registry registry = Registry.open(spark.sparkContext().hadoopConfiguration(), config.registry());
        Version champion = champion(registry);
        return List.of("Would roll back from %s to %s".formatted(champion, before(registry, champion)));
    }

    @Override
    public List<String> execute(SparkSession spark, RunConfig config, RunOptions options) throws Exception {
        long start = System.nanoTime();
        check(spark, config);
        Registry registry = Registry.open(spark.sparkContext().hadoopConfiguration(), config.registry());
        champion(registry);
        try (Lease lease = RetrainJob.acquire(registry, config)) {
            var ending = new Ending(spark, registry, lease, config.retrain().keepVersions(), reached);
            Optional<RunRow> finished = ending.finishOthers(options.console());
            if (finished.filter(row -> row.outcome() == Outcome.ROLLED_BACK).isPresent()) {
                // The same order, killed and given again: it means one version back, not two.
                return List.of(finished.get().line());
            }
            Version champion = champion(registry);
            RunRow row = RunRow.without(
                            Outcome.ROLLED_BACK, champion.number(), (System.nanoTime() - start) * 1e-9, "by order")
                    .withVersion(before(registry, champion).number());
            return List.of(ending.finish(row).line());
        }
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
                        "Registry %s: expected the champion before %s among the kept versions, found %s; the first champion has no predecessor, and retrain.keep-versions sets how many versions are kept"
                                .formatted(registry.folder(), champion, kept)));
    }
}
