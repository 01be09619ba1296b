package cloze.forget;

import cloze.artifact.UnseenDocuments;
import cloze.config.CorpusConfig;
import cloze.config.RunConfig;
import cloze.error.InvalidInputException;
import cloze.provenance.CodeVersion;
import cloze.provenance.Fingerprint;
import cloze.release.registry.Lease;
import cloze.release.registry.Registry;
import cloze.release.registry.Replacement;
import cloze.release.registry.RunsTable;
import cloze.release.registry.Version;
import cloze.retrain.RegistryState;
import cloze.retrain.ResultPublication;
import cloze.retrain.Retraining;
import cloze.retrain.RunOrder;
import cloze.retrain.RunRow;
import cloze.retrain.RunRow.Past;
import cloze.table.SmallTable;
import cloze.table.TextFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
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
    private static final int DIGITS = 16;

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

    /** What is to be done for a request. */
    private record Order(RequestedIds requested, FoundDocuments found, ReplayPlan plan, Cost cost) {}

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
        Order order = order(state, found, requested);
        settings(registry).corpora(order);
        lines.add("Would forget " + counted(order));
        unknown(order).ifPresent(lines::add);
        lines.add("Would remove %d example(s), and draw another partner for at least %d"
                .formatted(order.cost.examples(), order.cost.partners()));
        lines.add("Would replay %d night(s), from that of version %d on, starting from %s, and replace %s"
                .formatted(
                        order.plan.nights().size(),
                        order.plan.from(),
                        order.plan.before().map(number -> "version " + number).orElse("scratch"),
                        order.plan.versions()));
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
        Order order = order(state, found, requested);
        Settings settings = settings(registry);
        told.observer().phase("looking for the other documents in the corpus");
        Map<Integer, CorpusConfig> corpora = settings.corpora(order);
        String id = id(order);
        Registry staged = stage(order, id);
        var pools = new NightPools(spark, new Path(Replacement.work(registry, id), "pools"), order.plan);
        pools.write(found);
        ReplayedNights.Outcomes outcomes = new ReplayedNights(
                        spark, order.plan, found, settings.recorded, pools, staged, night)
                .run(told, corpora);
        Certificate certificate = certificate(order, id, staged, outcomes);
        Path folder = Replacement.certificate(registry, id);
        files(folder).delete(folder, true);
        certificate.write(hadoop(), folder);
        found.hashes(spark)
                .coalesce(1)
                .write()
                .parquet(new Path(folder, id + "/" + UnseenDocuments.FORGOTTEN_TABLE).toString());
        retraining.replace(registry, lease, replacement(order, id, staged));
        List<String> lines = new ArrayList<>(outcomes.notes());
        unknown(order).ifPresent(lines::add);
        lines.add("Wrote %s/%s/%s.md".formatted(registry.folder(), Replacement.FORGOTTEN, id));
        lines.add("forgot %s: %d night(s) replayed, version %d is the champion"
                .formatted(
                        counted(order),
                        order.plan.nights().size(),
                        certificate.champion().after()));
        return lines;
    }

    private record Settings(SparkSession spark, RecordedSettings recorded) {
        Map<Integer, CorpusConfig> corpora(Order order) {
            return new StoredCorpora(spark, recorded, order.found).of(order.plan);
        }
    }

    private Settings settings(Registry registry) {
        return new Settings(spark, new RecordedSettings(hadoop(), registry, config));
    }

    private static String counted(Order order) {
        return "%d document(s) with %d text(s), named by %d of %d id(s)"
                .formatted(
                        order.found.documents(),
                        order.found.hashes().size(),
                        order.found.texts().size(),
                        order.requested.ids().size());
    }

    private static Optional<String> unknown(Order order) {
        return order.found.unknown().isEmpty()
                ? Optional.empty()
                : Optional.of("%d id(s) name no document of the registry: %s"
                        .formatted(order.found.unknown().size(), RequestedIds.shown(order.found.unknown())));
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

    private Order order(RegistryState state, FoundDocuments found, RequestedIds requested) throws IOException {
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
        return new Order(requested, found, plan, Cost.of(spark, registry, found));
    }

    /** Names the order by what it changes and by what: a killed one that is given again goes on with its work. */
    private static String id(Order order) {
        List<String> parts = new ArrayList<>(order.plan.kept());
        parts.addAll(order.plan.names());
        parts.addAll(order.found.hashes());
        parts.add(CodeVersion.current().toString());
        return Fingerprint.of(parts).substring(0, DIGITS);
    }

    /** Opens the registry of the replayed nights, as it was before the first of them. */
    private Registry stage(Order order, String id) throws IOException {
        Registry registry = order.plan.registry();
        Path work = Replacement.work(registry, id);
        FileSystem files = files(work);
        if (files.exists(work.getParent())) {
            for (FileStatus other : files.listStatus(work.getParent())) {
                String name = other.getPath().getName();
                if (Replacement.isWork(name) && !name.equals(work.getName())) {
                    files.delete(other.getPath(), true);
                }
            }
        }
        Registry staged = Replacement.staged(registry, id, order.plan.from());
        // Whoever held this one held the registry, too, and that lease is over.
        files.delete(new Path(staged.folder(), "lease"), true);
        var begun = new Path(work, "begun");
        if (!files.exists(begun)) {
            files.delete(new Path(staged.folder(), "runs"), true);
            files.mkdirs(new Path(staged.folder(), "runs"));
            for (String run : order.plan.kept()) {
                String row = "runs/%s.parquet".formatted(run);
                var from = new Path(registry.folder(), row);
                if (!FileUtil.copy(files, from, files, new Path(staged.folder(), row), false, hadoop())) {
                    throw new IOException("Cannot copy " + from);
                }
            }
            order.plan
                    .before()
                    .ifPresent(
                            number -> TextFile.write(hadoop(), new Path(staged.folder(), "champion"), number + "\n"));
            TextFile.write(hadoop(), begun, "");
        }
        return staged;
    }

    private Replacement replacement(Order order, String id, Registry staged) throws IOException {
        int champion = champion(order, staged);
        int highest = Stream.of(staged.versions(), order.plan.registry().versions())
                .flatMap(Collection::stream)
                .mapToInt(Version::number)
                .max()
                .orElseThrow();
        return new Replacement(
                id, order.plan.from(), champion, champion < order.plan.from() ? 0 : highest + 1, order.plan.names());
    }

    private static int champion(Order order, Registry staged) throws IOException {
        return staged.champion()
                .map(Version::number)
                .orElseThrow(() -> new InvalidInputException(
                        "Registry %s: without these documents no night makes a version, and nothing was forgotten. To forget all, remove the folder"
                                .formatted(order.plan.registry().folder())));
    }

    private Certificate certificate(Order order, String id, Registry staged, ReplayedNights.Outcomes outcomes)
            throws IOException {
        ReplayPlan plan = order.plan;
        List<Certificate.Weights> removed = new ArrayList<>();
        for (Past run : plan.nights()) {
            Optional<Version> kept = plan.registry().version(run.version());
            removed.add(
                    kept.isPresent()
                            ? Certificate.Weights.of(hadoop(), kept.get())
                            : new Certificate.Weights(run.version(), name(plan, run), ""));
        }
        List<Certificate.Weights> replacing = new ArrayList<>();
        for (Version version : staged.versions()) {
            if (version.number() >= plan.from()) {
                replacing.add(Certificate.Weights.of(hadoop(), version));
            }
        }
        List<Integer> before = plan.nights().stream().map(Past::version).toList();
        List<Integer> after = RegistryState.read(spark, staged).past().stream()
                .filter(Past::madeVersion)
                .map(Past::version)
                .filter(number -> number >= plan.from())
                .toList();
        long changed = after.isEmpty()
                ? 0
                : Cost.changed(Cost.pairs(spark, plan.registry(), before), Cost.pairs(spark, staged, after));
        return new Certificate(
                id,
                RunRow.now(),
                CodeVersion.current(),
                Certificate.hashed(order.found),
                order.found.unknown().size(),
                order.found.documents(),
                order.cost.examples(),
                order.cost.partners(),
                changed,
                before.size(),
                removed,
                replacing,
                new Certificate.Champions(
                        plan.registry().champion().map(Version::number).orElse(0), champion(order, staged)),
                outcomes.notes());
    }

    private static String name(ReplayPlan plan, Past run) {
        int index = plan.runs().indexOf(run);
        return (String) plan.table().value(plan.row(index), RunsTable.RUN);
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
