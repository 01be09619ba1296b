package cloze.jobs;

import cloze.config.RunConfig;
import cloze.corpus.UnseenDocuments;
import cloze.dataset.Documents;
import cloze.error.InvalidConfigException;
import cloze.error.InvalidInputException;
import cloze.jobs.RunRow.Outcome;
import cloze.provenance.OutputFolder.Existing;
import cloze.release.registry.Lease;
import cloze.release.registry.Registry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/**
 * Makes a registry's next version: documents that no earlier run has seen, by content; examples of those alone, with some older ones; training
 * from the champion's weights; a comparison on held-out documents that decides; one row in the runs table.
 *
 * <p>One run at a time, by a lease. Killed at any moment and started again it ends as if it had not been killed: {@link Challenger} until the
 * result is known, {@link Ending} from then on. A run that fails changes nothing but its row: its documents are new the next time.
 */
public final class RetrainJob implements Entry {
    private static final String NAME = "retrain";

    private final Consumer<Ending.Step> reached;

    public RetrainJob() {
        this(step -> {});
    }

    /** @param reached told of each step of an ending, when it is behind us */
    RetrainJob(Consumer<Ending.Step> reached) {
        this.reached = reached;
    }

    public static void main(String[] arguments) {
        JobRunner.end(JobRunner.run(new RetrainJob(), arguments, Console.standard()));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "trains a registry's next version on new documents; promotes it, or keeps the champion";
    }

    @Override
    public List<String> keys() {
        return List.of(
                "seed",
                "model",
                "registry",
                "corpus",
                "vocabulary",
                "examples",
                "network",
                "training",
                "tracking",
                "evaluation",
                NAME);
    }

    @Override
    public List<String> inputs(RunConfig config) {
        return new PrepareJob().inputs(config);
    }

    @Override
    public Optional<Entry> rollback() {
        return Optional.of(new Rollback(reached));
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
                .orElse("the start: %s has no version yet".formatted(config.registry()));
        return List.of(
                "Would look in %s for documents that %d earlier run(s) have not seen"
                        .formatted(Corpus.named(config), state.seen().size()),
                "Would train on them and on examples of %d earlier run(s), %s of all, from %s"
                        .formatted(state.lineage().size(), config.retrain().replayFraction(), from));
    }

    @Override
    public List<String> execute(SparkSession spark, RunConfig config, Invocation invocation) throws Exception {
        if (invocation.existing() == Existing.OVERWRITE) {
            throw new InvalidConfigException(
                    List.of("--overwrite: a registry is never overwritten; begin another with another folder"));
        }
        check(spark, config);
        Registry registry = Registry.open(spark.sparkContext().hadoopConfiguration(), config.registry());
        try (Lease lease = acquire(registry, config)) {
            var ending = new Ending(spark, registry, lease, config.retrain().keepVersions(), reached);
            Optional<RunRow> finished = finishOthers(ending, invocation.console());
            Challenger.Result result = result(spark, config, invocation, ending, finished);
            List<String> lines = new ArrayList<>(result.lines());
            if (result.row().outcome() == Outcome.NOTHING_NEW) {
                lines.add(finished.orElse(result.row()).line());
            } else {
                lines.add(ending.finish(result.row()).line());
            }
            return lines;
        }
    }

    static Lease acquire(Registry registry, RunConfig config) throws IOException {
        return registry.acquire(
                Duration.ofMillis(Math.round(config.retrain().lease().seconds() * 1000)));
    }

    /** Of a run that was killed in its ending. */
    static Optional<RunRow> finishOthers(Ending ending, Console console) throws IOException {
        Optional<RunRow> finished = ending.finishOthers();
        finished.ifPresent(row -> console.phase("an earlier run was ended before its result stood: " + row.line()));
        return finished;
    }

    /** Up to the result. What goes wrong until then is the run's row; from then on the run has another. */
    private static Challenger.Result result(
            SparkSession spark, RunConfig config, Invocation invocation, Ending ending, Optional<RunRow> finished)
            throws Exception {
        long start = System.nanoTime();
        RegistryState state = RegistryState.read(spark, ending.registry());
        try {
            Challenger.Result result = result(spark, config, invocation, ending, state);
            if (result.row().outcome() == Outcome.NOTHING_NEW && finished.isEmpty()) {
                ending.record(result.row());
            }
            return result;
        } catch (Throwable e) {
            double seconds = (System.nanoTime() - start) * 1e-9;
            try {
                ending.record(RunRow.without(
                        Outcome.FAILED,
                        state.championNumber(),
                        seconds,
                        Fault.of(e).line()));
            } catch (IOException | RuntimeException another) {
                e.addSuppressed(another);
            }
            throw e;
        }
    }

    private static Challenger.Result result(
            SparkSession spark, RunConfig config, Invocation invocation, Ending ending, RegistryState state)
            throws Exception {
        requireChampion(state);
        phase(spark, invocation, "looking for new documents");
        var unseen = new UnseenDocuments(state.seen(), UnseenDocuments.ALL.splits());
        long start = System.nanoTime();
        NewTexts texts = NewTexts.of(spark, config, unseen);
        phase(spark, invocation, texts.shown());
        List<String> splits = texts.splits(config.retrain().minDocuments());
        if (state.champion().isPresent() && !splits.contains(Documents.TRAIN)) {
            ending.forgetOthers("");
            return nothingNew(config, state, texts, (System.nanoTime() - start) * 1e-9);
        }
        // A first version needs both splits: one to train on, one to measure all others on.
        UnseenDocuments wanted =
                state.champion().isPresent() ? new UnseenDocuments(state.seen(), splits) : UnseenDocuments.ALL;
        RunConfig settings = RetrainSettings.of(spark.sparkContext().hadoopConfiguration(), config, state);
        Challenger challenger = Challenger.of(spark, settings, state, wanted, invocation);
        ending.forgetOthers(challenger.run());
        return challenger.make(texts);
    }

    private static void requireChampion(RegistryState state) throws IOException {
        if (state.champion().isEmpty() && !state.seen().isEmpty()) {
            throw new InvalidInputException(
                    "Registry %s: expected the number of a version in the file champion, found no such file; kept are %s: put one of their numbers into it"
                            .formatted(
                                    state.registry().folder(), state.registry().versions()));
        }
    }

    private static Challenger.Result nothingNew(RunConfig config, RegistryState state, NewTexts texts, double seconds) {
        boolean wait = texts.documents(Documents.TRAIN) > 0;
        String reason = "%s; retrain.min-documents = %d"
                .formatted(texts.shown(), config.retrain().minDocuments());
        return new Challenger.Result(
                RunRow.without(Outcome.NOTHING_NEW, state.championNumber(), seconds, wait ? reason : ""),
                wait ? List.of("Too few to train on, they wait: " + reason) : List.of());
    }

    private static void phase(SparkSession spark, Invocation invocation, String what) {
        spark.sparkContext().setJobGroup("cloze", what, false);
        invocation.console().phase(what);
    }
}
