package cloze.forget;

import cloze.artifact.UnseenDocuments;
import cloze.config.CorpusConfig;
import cloze.config.RunConfig;
import cloze.error.InvalidInputException;
import cloze.release.registry.Lease;
import cloze.release.registry.Registry;
import cloze.release.registry.Replacement;
import cloze.retrain.RegistryState;
import cloze.retrain.ResultPublication;
import cloze.retrain.Retraining;
import cloze.retrain.RunOrder;
import cloze.table.SmallTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * Takes documents out of a registry. It goes back to the version before the first night that saw one of them and replays the nights since
 * without them, beside the registry; then a {@link Replacement} switches over. What results is what a registry holds, bit for bit, that
 * has never seen them.
 *
 * <p>A document is forgotten with its text: all documents with the same text go. Later nights leave the texts out, should they still be, or
 * be again, in the corpus.
 *
 * @param file names the ids
 * @param night receives each milestone of a replayed night when it is reached
 * @param done receives each step of the replacement when it is done
 */
public record Forgetting(
        SparkSession spark,
        RunConfig config,
        String file,
        Consumer<ResultPublication.Milestone> night,
        Consumer<Replacement.Step> done) {
    /**
     * Finds faults without reading a table.
     *
     * @throws InvalidInputException if there are no ids, or the registry cannot replace versions
     */
    public void check() throws IOException {
        RequestedIds.read(spark, file);
        Registry registry = open();
        if (!Replacement.isPossible(registry)) {
            throw new InvalidInputException(
                    "Registry %s: expected a local file system or HDFS, whose renames are atomic; in an object store versions cannot be replaced under their numbers. Copy the registry to one of these, forget there, and copy it back"
                            .formatted(registry.folder()));
        }
    }

    /** Says what it would cost, without changing anything. */
    public List<String> plan() throws IOException {
        Registry registry = open();
        List<String> lines = new ArrayList<>();
        if (Replacement.pending(registry).isPresent()) {
            lines.add(
                    "A killed run has decided on a replacement; it is completed first, and the figures may then be others");
        }
        RegistryState state = RegistryState.read(spark, registry);
        RequestedIds requested = RequestedIds.read(spark, file);
        FoundDocuments found = FoundDocuments.of(spark, state, requested.ids());
        Optional<String> earlier = forgottenBefore(registry, found);
        if (earlier.isPresent()) {
            lines.add(earlier.get());
            return lines;
        }
        ForgettingOrder order = order(state, found, requested);
        settings(registry).corpora(order);
        lines.addAll(order.forecast());
        return lines;
    }

    /** Forgets the documents. Returns lines to print. */
    public List<String> run(RunOrder order) throws Exception {
        check();
        var retraining = new Retraining(spark, config, night, done);
        return retraining.holding(order, lease -> forget(retraining, lease, order));
    }

    private List<String> forget(Retraining retraining, Lease lease, RunOrder told) throws Exception {
        Registry registry = open();
        RegistryState state = RegistryState.read(spark, registry);
        told.observer().phase("looking for the documents");
        RequestedIds requested = RequestedIds.read(spark, file);
        FoundDocuments found = FoundDocuments.of(spark, state, requested.ids());
        Optional<String> earlier = forgottenBefore(registry, found);
        if (earlier.isPresent()) {
            return List.of(earlier.get());
        }
        ForgettingOrder order = order(state, found, requested);
        Settings settings = settings(registry);
        told.observer().phase("looking for the other documents in the corpus");
        Map<Integer, CorpusConfig> corpora = settings.corpora(order);
        String id = order.id();
        Registry staged = StagedRegistry.of(order, hadoop());
        var pools = new NightPools(spark, new Path(Replacement.work(registry, id), "pools"), order.plan());
        pools.write(found);
        ReplayedNights.Outcomes outcomes = new ReplayedNights(
                        spark, order.plan(), found, settings.recorded, pools, staged, night)
                .run(told, corpora);
        Certificate certificate = new CertifiedReplay(spark, order, staged).certificate(outcomes.notes());
        Path folder = Replacement.certificate(registry, id);
        files(folder).delete(folder, true);
        certificate.write(hadoop(), folder);
        found.hashes(spark)
                .coalesce(1)
                .write()
                .parquet(new Path(folder, id + "/" + UnseenDocuments.FORGOTTEN_TABLE).toString());
        retraining.replace(
                registry,
                lease,
                StagedRegistry.replacement(order, staged, certificate.champion().after()));
        List<String> lines = new ArrayList<>(outcomes.notes());
        order.unknown().ifPresent(lines::add);
        lines.add("Wrote %s/%s/%s.md".formatted(registry.folder(), Replacement.FORGOTTEN, id));
        lines.add("forgot %s: %d night(s) replayed, version %d is the champion"
                .formatted(
                        order.counted(),
                        order.plan().nights().size(),
                        certificate.champion().after()));
        return lines;
    }

    private record Settings(SparkSession spark, RecordedSettings recorded) {
        Map<Integer, CorpusConfig> corpora(ForgettingOrder order) {
            return new StoredCorpora(spark, recorded, order.found()).of(order.plan());
        }
    }

    private Settings settings(Registry registry) {
        return new Settings(spark, new RecordedSettings(hadoop(), registry, config));
    }

    /** Says that the documents are forgotten already, if none of the ids names one and an earlier order had some of them. */
    private Optional<String> forgottenBefore(Registry registry, FoundDocuments found) throws IOException {
        if (!found.texts().isEmpty()) {
            return Optional.empty();
        }
        var folder = new Path(registry.folder(), Replacement.FORGOTTEN);
        return Certificate.naming(hadoop(), folder, found.unknown())
                .map(name -> "forgotten already: see %s/%s".formatted(folder, name));
    }

    private ForgettingOrder order(RegistryState state, FoundDocuments found, RequestedIds requested)
            throws IOException {
        Registry registry = state.registry();
        if (found.texts().isEmpty()) {
            throw new InvalidInputException(
                    "--forget %s: registry %s has seen no document with any of the %d id(s): %s. Expected ids of corpus.id-column, or document_ids as in %s/<n>/%s"
                            .formatted(
                                    file,
                                    registry.folder(),
                                    requested.ids().size(),
                                    RequestedIds.shown(found.unknown()),
                                    registry.data(0).getParent(),
                                    UnseenDocuments.TABLE));
        }
        SmallTable table = RegistryState.runs(registry).read(spark);
        ReplayPlan plan = ReplayPlan.of(state, table, found.nights().firstKey());
        return new ForgettingOrder(requested, found, plan, Cost.of(spark, registry, found));
    }

    private Registry open() throws IOException {
        return Registry.open(hadoop(), config.registry());
    }

    private FileSystem files(Path path) throws IOException {
        return path.getFileSystem(hadoop());
    }

    private Configuration hadoop() {
        return spark.sparkContext().hadoopConfiguration();
    }
}
