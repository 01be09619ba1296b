package cloze.retrain;

import static org.apache.spark.sql.functions.lit;

import cloze.artifact.Corpus;
import cloze.artifact.UnseenDocuments;
import cloze.config.RunConfig;
import cloze.corpus.CorpusDifference;
import cloze.corpus.CorpusMark;
import cloze.corpus.GoneDocuments;
import cloze.corpus.ReadDocuments;
import cloze.corpus.SeenDocuments;
import cloze.corpus.source.NoDifferenceException;
import cloze.table.StoredPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/** Reads of the corpus the part that came since the last run that made a version, or all of it. */
final class CorpusRead implements NightlyRead {

    private final SparkSession spark;
    private final RunConfig config;
    private final SeenDocuments seen;
    private final List<String> prepared;
    private final List<String> forgotten;
    private final CorpusMark now;
    private final Optional<CorpusDifference> difference;
    private final String shown;
    private final List<Dataset<Row>> kept = new ArrayList<>();
    private Optional<Gone> gone = Optional.empty();

    private CorpusRead(
            SparkSession spark,
            RunConfig config,
            SeenDocuments seen,
            List<String> forgotten,
            CorpusMark now,
            Optional<CorpusDifference> difference,
            String shown) {
        this.spark = spark;
        this.config = config;
        this.seen = seen;
        this.prepared =
                Stream.concat(seen.marked().stream(), seen.later().stream()).toList();
        this.forgotten = forgotten;
        this.now = now;
        this.difference = difference;
        this.shown = shown;
    }

    /**
     * Plans the reading. Lists files and asks catalogs; reads no text.
     *
     * @param config with fixed versions
     */
    static NightlyRead plan(SparkSession spark, RunConfig config, RegistryState state) throws IOException {
        CorpusMark now = CorpusMark.of(spark, config.corpus());
        SeenDocuments seen = state.documents(spark);
        List<String> forgotten = state.registry().forgotten();
        try {
            CorpusDifference part = difference(spark, config, seen, now);
            return new CorpusRead(
                    spark,
                    config,
                    seen,
                    forgotten,
                    now,
                    Optional.of(part),
                    "reading only what is new: " + part.shown());
        } catch (NoDifferenceException e) {
            return new CorpusRead(
                    spark,
                    config,
                    seen,
                    forgotten,
                    now,
                    Optional.empty(),
                    "reading the whole corpus: " + e.getMessage());
        }
    }

    private static CorpusDifference difference(SparkSession spark, RunConfig config, SeenDocuments seen, CorpusMark now)
            throws NoDifferenceException {
        if (!config.retrain().incremental()) {
            throw new NoDifferenceException("retrain.incremental = false");
        }
        if (Corpus.isGenerated(config.corpus())) {
            throw new NoDifferenceException("it is generated");
        }
        List<String> marked = seen.marked();
        Optional<CorpusMark> before = marked.isEmpty()
                ? Optional.empty()
                : CorpusMark.read(spark, StoredPath.of(marked.get(marked.size() - 1)));
        if (before.isEmpty()) {
            throw new NoDifferenceException("no earlier run has noted what it read");
        }
        var reader = new ReadDocuments(config.corpus(), config.seed());
        return CorpusDifference.between(spark, reader, before.get(), now, seen);
    }

    @Override
    public String shown() {
        return shown;
    }

    @Override
    public UnseenDocuments unseen(List<String> splits) {
        return new UnseenDocuments(prepared, splits, difference).without(forgotten);
    }

    /** Reads the corpus again if it is read as a whole. */
    @Override
    public Gone gone() {
        if (gone.isEmpty()) {
            UnseenDocuments unseen = unseen(UnseenDocuments.ALL.splits());
            Dataset<Row> sources = unseen.reader(config).sources(spark);
            GoneDocuments found = difference.isPresent()
                    ? GoneDocuments.since(difference.get(), seen)
                    : GoneDocuments.of(sources, seen);
            var left = new GoneDocuments(kept(found.removed()), kept(found.returned()));
            long all = left.removed().count();
            Dataset<Row> removed = all == 0
                    ? left.removed().withColumn(CHANGED, lit(false))
                    : kept(left.changed(unseen.sources(sources), CHANGED));
            long changed = all == 0 ? 0 : removed.where(CHANGED).count();
            gone = Optional.of(new Gone(removed, left.returned(), all - changed, changed));
        }
        return gone.get();
    }

    private Dataset<Row> kept(Dataset<Row> rows) {
        Dataset<Row> persisted = rows.persist(StorageLevel.MEMORY_AND_DISK());
        kept.add(persisted);
        return persisted;
    }

    @Override
    public void mark(String output) {
        Path folder = StoredPath.of(output);
        gone().writeIds(folder);
        now.write(spark, unseen(UnseenDocuments.ALL.splits()).reader(config), folder);
    }

    /** Frees memory and local disks. What is asked for later is read again. */
    @Override
    public void close() {
        kept.forEach(Dataset::unpersist);
        difference.ifPresent(CorpusDifference::close);
    }
}
