package cloze.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.artifact.UnseenDocuments;
import cloze.config.RunConfig;
import cloze.config.hocon.ConfigLoader;
import cloze.corpus.SeenDocuments;
import cloze.corpus.source.TableVersions;
import cloze.dataset.DocumentSources;
import cloze.release.registry.Registry;
import cloze.retrain.RunRow.Past;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Nights of a registry without the training: what each finds, and what it leaves for the next one. */
final class FoundNights {
    private static final List<String> BOTH = UnseenDocuments.ALL.splits();

    private final SparkSession spark;
    private final Registry registry;
    private final String[] settings;
    private final List<Past> past = new ArrayList<>();

    /** @param settings name the corpus */
    FoundNights(SparkSession spark, Path registry, String... settings) throws IOException {
        this.spark = spark;
        this.registry = Registry.open(new Configuration(), registry.toString());
        this.settings = settings;
    }

    /**
     * What a night finds.
     *
     * @param shown how the corpus was read
     * @param fresh ids of new documents
     * @param removed ids of documents that are gone
     * @param changed how many of those have another text now
     */
    record Found(String shown, List<String> fresh, List<String> removed, long changed) {}

    private RunConfig config(String... more) {
        RunConfig config = ConfigLoader.load(
                Optional.empty(), Stream.of(settings, more).flatMap(Stream::of).toList());
        return config.withCorpus(TableVersions.fixed(spark, config.corpus()));
    }

    private NightlyRead plan(String... more) throws IOException {
        return NightlyRead.plan(spark, config(more), new RegistryState(registry, Optional.empty(), past));
    }

    private Found found(NightlyRead read, RunConfig config) {
        UnseenDocuments unseen = read.unseen(BOTH);
        NightlyRead.Gone gone = read.gone();
        return new Found(
                read.shown(),
                ids(unseen.sources(unseen.reader(config).sources(spark))),
                ids(gone.documents()),
                gone.changed());
    }

    private static List<String> ids(Dataset<Row> documents) {
        return documents.select(DocumentSources.DOCUMENT_ID).as(Encoders.STRING()).collectAsList().stream()
                .sorted()
                .toList();
    }

    /** Looks for new documents, with further settings. */
    Found look(String... more) throws IOException {
        try (NightlyRead read = plan(more)) {
            return found(read, config(more));
        }
    }

    /** Finds the same as a night that reads everything, and makes a version of it. */
    Found publish(String... more) throws IOException {
        return publish(BOTH, more);
    }

    /**
     * What it costs to find new documents, in bytes that this process reads from files.
     *
     * @param documents number of new ones
     * @param planned bytes of catalogs, logs, snapshots and marks
     * @param table bytes of the rows that are looked at: those that were added, or all
     * @param known bytes of the ids of known documents
     * @param seconds wall time
     */
    record Cost(long documents, long planned, long table, long known, double seconds) {}

    /** Measures a night that ends before the training. */
    Cost cost(String... more) throws IOException {
        long start = System.nanoTime();
        long before = bytesRead();
        try (NightlyRead read = plan(more)) {
            RunConfig config = config(more);
            UnseenDocuments unseen = read.unseen(BOTH);
            long planned = bytesRead();
            // Reads the rows, and finds that none is rejected.
            assertThat(unseen.reader(config).rejected(spark).count()).isZero();
            long table = bytesRead() - planned;
            NewTexts texts = NewTexts.of(spark, config, unseen);
            long rest = bytesRead() - planned - table;
            boolean isKept = unseen.difference().isPresent();
            return new Cost(
                    BOTH.stream().mapToLong(texts::documents).sum(),
                    planned - before,
                    table,
                    // Without a difference the rows are read once more.
                    isKept ? rest : rest - table,
                    (System.nanoTime() - start) * 1e-9);
        }
    }

    private static long bytesRead() {
        long bytes = 0;
        for (var all = FileSystem.getGlobalStorageStatistics().iterator(); all.hasNext(); ) {
            Long read = all.next().getLong("bytesRead");
            bytes += read == null ? 0 : read;
        }
        return bytes;
    }

    /** Makes a version of all new documents, without a comparison. */
    void publishAlone() throws IOException {
        try (NightlyRead read = plan()) {
            publish(read, BOTH, config());
        }
    }

    private void publish(NightlyRead read, List<String> splits, RunConfig config) {
        int version = past.size() + 1;
        String output = RegistryState.data(registry, version).toString();
        UnseenDocuments wanted = read.unseen(splits);
        NewTexts texts = NewTexts.of(spark, config, read.unseen(BOTH));
        wanted.sources(wanted.reader(config).sources(spark)).write().parquet(output + "/" + SeenDocuments.TABLE);
        if (texts.areAllIn(splits)) {
            read.mark(output);
        }
        past.add(new Past(RunRow.Outcome.KEPT.label(), version, 0));
    }

    /** Makes a version of the new documents of {@code splits} alone. */
    Found publish(List<String> splits, String... more) throws IOException {
        Found whole = look(Stream.concat(Stream.of(more), Stream.of("retrain.incremental=false"))
                .toArray(String[]::new));
        try (NightlyRead read = plan(more)) {
            RunConfig config = config(more);
            Found found = found(read, config);
            assertThat(found.fresh).as(found.shown).isEqualTo(whole.fresh);
            assertThat(found.removed).as(found.shown).isEqualTo(whole.removed);
            assertThat(found.changed).as(found.shown).isEqualTo(whole.changed);
            publish(read, splits, config);
            return found;
        }
    }
}
