package cloze.retrain;

import cloze.artifact.UnseenDocuments;
import cloze.config.RunConfig;
import cloze.dataset.Documents;
import cloze.error.InvalidInputException;
import cloze.retrain.RetrainPipeline.Result;
import cloze.retrain.RunRow.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * One retrain run by the holder of the lease. Publishes pending results of earlier runs, looks for new documents, and
 * trains on them.
 */
final class RetrainRun {
    private final SparkSession spark;
    private final RunConfig config;
    private final RunOrder order;
    private final NightlyRead.Plan reading;
    private final ResultPublication publication;

    /**
     * @param reading decides what is read of the corpus
     * @param publication publishes results in the registry
     */
    RetrainRun(
            SparkSession spark,
            RunConfig config,
            RunOrder order,
            NightlyRead.Plan reading,
            ResultPublication publication) {
        this.spark = spark;
        this.config = config;
        this.order = order;
        this.reading = reading;
        this.publication = publication;
    }

    /** Returns the lines to print; the last one states the outcome. */
    List<String> run() throws Exception {
        Optional<RunRow> finished = publication.finishOthers(order.observer());
        return published(recorded(), finished);
    }

    /** Runs a night that is repeated. If it fails, nothing is recorded, because it is tried again. */
    void repeat() throws Exception {
        List<String> unused = published(result(RegistryState.read(spark, publication.registry())), Optional.empty());
    }

    private List<String> published(Result result, Optional<RunRow> finished) throws IOException {
        List<String> lines = new ArrayList<>(result.lines());
        if (result.row().outcome() != Outcome.NOTHING_NEW) {
            lines.add(publication.finish(result.row()).line());
        } else if (finished.isPresent()) {
            // The command was killed and repeated; the published row is its outcome.
            lines.add(finished.get().line());
        } else {
            publication.record(result.row());
            lines.add(result.row().line());
        }
        return lines;
    }

    /**
     * Returns the result, or the row of a run without one. If it fails, a failure is recorded. Failures after this
     * method are not, because the result stands and will be published by a later run.
     */
    private Result recorded() throws Exception {
        long start = System.nanoTime();
        RegistryState state = RegistryState.read(spark, publication.registry());
        try {
            return result(state);
        } catch (Throwable e) {
            try {
                publication.record(RunRow.without(
                        order.clock().instant(),
                        Outcome.FAILED,
                        state.championNumber(),
                        secondsSince(start),
                        order.explained().apply(e)));
            } catch (IOException | RuntimeException another) {
                e.addSuppressed(another);
            }
            throw e;
        }
    }

    private Result result(RegistryState state) throws Exception {
        requireChampion(state);
        phase("looking for new documents");
        try (NightlyRead read = reading.of(state)) {
            return result(state, read);
        }
    }

    private Result result(RegistryState state, NightlyRead read) throws Exception {
        long start = System.nanoTime();
        order.observer().remark(read.shown());
        NewTexts texts = NewTexts.of(spark, config, read.unseen(UnseenDocuments.ALL.splits()));
        phase(texts.shown());
        List<String> splits = texts.splits(config.retrain().minDocuments());
        boolean isFirst = state.champion().isEmpty();
        if (!isFirst && !splits.contains(Documents.TRAIN)) {
            publication.forgetOthers("");
            return nothingNew(state, texts, read.gone(), secondsSince(start));
        }
        // A first version needs both splits: one for training, one to measure all versions on.
        UnseenDocuments wanted = read.unseen(isFirst ? UnseenDocuments.ALL.splits() : splits);
        RunConfig settings = RetrainSettings.of(spark.sparkContext().hadoopConfiguration(), config, state);
        RetrainPipeline pipeline = RetrainPipeline.of(spark, settings, state, wanted, order);
        publication.forgetOthers(pipeline.run());
        return pipeline.make(texts, read);
    }

    private static void requireChampion(RegistryState state) throws IOException {
        if (state.champion().isEmpty() && !state.seen().isEmpty()) {
            throw new InvalidInputException(
                    "Registry %s: expected the number of a version in the file champion, found no such file; create it with the number of one of the kept versions: %s"
                            .formatted(
                                    state.registry().folder(), state.registry().versions()));
        }
    }

    private Result nothingNew(RegistryState state, NewTexts texts, NightlyRead.Gone gone, double seconds) {
        boolean wait = texts.documents(Documents.TRAIN) > 0;
        String reason = "%s; retrain.min-documents = %d"
                .formatted(texts.shown(), config.retrain().minDocuments());
        List<String> lines = new ArrayList<>();
        if (wait) {
            lines.add("Too few new documents to train on; they are left for a later run: " + reason);
        }
        gone.shown().ifPresent(lines::add);
        return new Result(
                RunRow.without(
                                order.clock().instant(),
                                Outcome.NOTHING_NEW,
                                state.championNumber(),
                                seconds,
                                wait ? reason : "")
                        .with(RunRow.Amounts.gone(gone.removed(), gone.changed())),
                lines);
    }

    private void phase(String what) {
        spark.sparkContext().setJobGroup("cloze", what, false);
        order.observer().phase(what);
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) * 1e-9;
    }
}
