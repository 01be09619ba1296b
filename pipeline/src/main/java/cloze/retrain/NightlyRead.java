package cloze.retrain;

import cloze.artifact.Corpus;
import cloze.artifact.UnseenDocuments;
import cloze.config.RunConfig;
import cloze.corpus.CorpusDifference;
import cloze.corpus.CorpusMark;
import cloze.corpus.GoneDocuments;
import cloze.corpus.ReadDocuments;
import cloze.corpus.SeenDocuments;
import cloze.corpus.source.NoDifferenceException;
import cloze.dataset.DocumentSources;
import cloze.table.StoredPath;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * What a run reads of the corpus: the part that came since the last run that made a version, or all of it. Only a run that makes
 * a version and leaves no document for a later run leaves a mark, below its examples.
 */
final class NightlyRead implements AutoCloseable {
    /** Table of a version: the documents of earlier runs that were no longer in the corpus. */
    static final String REMOVED = SeenDocuments.REMOVED;

    private final SparkSession spark;
    private final RunConfig config;
    private final SeenDocuments seen;
    private final List<String> prepared;
    private final CorpusMark now;
    private final Optional<CorpusDifference> difference;
    private final String shown;
    private Optional<Gone> gone = Optional.empty();

    private NightlyRead(
            SparkSession spark,
            RunConfig config,
            RegistryState state,
            CorpusMark now,
            Optional<CorpusDifference> difference,
            String shown)
            throws IOException {
        this.spark = spark;
        this.config = config;
        this.seen = state.documents(spark);
        this.prepared = state.seen();
        this.now = now;
        this.difference = difference;
        this.shown = shown;
    }

    /**
     * The documents that left the corpus.
     *
     * @param documents kept in memory and on local disks
     * @param removed number of those without a successor
     * @param changed number of those that have another text now
     */
    record Gone(GoneDocuments documents, long removed, long changed) {
        /** Formats the counts for the terminal; empty if there is nothing to say. */
        Optional<String> shown() {
            return removed + changed == 0
                    ? Optional.empty()
                    : Optional.of(
                            "%d document(s) of earlier runs were removed from the corpus, and %d changed; the model has learnt from them"
                                    .formatted(removed, changed));
        }
    }

    /**
     * Plans the reading. Lists files and asks catalogs; reads no text.
     *
     * @param config with fixed versions
     */
    static NightlyRead plan(SparkSession spark, RunConfig config, RegistryState state) throws IOException {
        CorpusMark now = CorpusMark.of(spark, config.corpus());
        try {
            CorpusDifference part = difference(spark, config, state, now);
            return new NightlyRead(
                    spark, config, state, now, Optional.of(part), "reading only what is new: " + part.shown());
        } catch (NoDifferenceException e) {
            return new NightlyRead(
                    spark, config, state, now, Optional.empty(), "reading the whole corpus: " + e.getMessage());
        }
    }

    private static CorpusDifference difference(
            SparkSession spark, RunConfig config, RegistryState state, CorpusMark now)
            throws IOException, NoDifferenceException {
        if (!config.retrain().incremental()) {
            throw new NoDifferenceException("retrain.incremental = false");
        }
        if (Corpus.isGenerated(config.corpus())) {
            throw new NoDifferenceException("it is generated");
        }
        SeenDocuments seen = state.documents(spark);
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

    /** Says what is read, and why if it is everything. */
    String shown() {
        return shown;
    }

    /** Selects the new documents of {@code splits}. */
    UnseenDocuments unseen(List<String> splits) {
        return new UnseenDocuments(prepared, splits, difference);
    }

    /** Returns the documents that left the corpus. Reads the corpus once more if it is read as a whole. */
    Gone gone() {
        if (gone.isEmpty()) {
            UnseenDocuments unseen = unseen(UnseenDocuments.ALL.splits());
            Dataset<Row> sources = unseen.reader(config).sources(spark);
            Dataset<Row> fresh = unseen.sources(sources);
            GoneDocuments found = difference.isPresent()
                    ? GoneDocuments.since(difference.get(), seen, fresh)
                    : GoneDocuments.of(sources, seen, fresh);
            var kept = new GoneDocuments(
                    found.removed().persist(StorageLevel.MEMORY_AND_DISK()),
                    found.returned().persist(StorageLevel.MEMORY_AND_DISK()));
            long changed = kept.removed().where(GoneDocuments.CHANGED).count();
            gone = Optional.of(new Gone(kept, kept.removed().count() - changed, changed));
        }
        return gone.get();
    }

    /**
     * Writes the mark of this run below its examples, from where a later run goes on.
     *
     * @param output the prepare output of the run
     */
    void mark(String output) {
        Path folder = StoredPath.of(output);
        writeIds(gone().documents.removed(), new Path(folder, SeenDocuments.REMOVED));
        writeIds(gone().documents.returned(), new Path(folder, SeenDocuments.RETURNED));
        now.write(spark, unseen(UnseenDocuments.ALL.splits()).reader(config), folder);
    }

    /** Writes the documents that left the corpus as a table of Parquet files. */
    void writeGone(Path table) {
        gone().documents.removed().write().mode(SaveMode.Overwrite).parquet(table.toString());
    }

    private static void writeIds(Dataset<Row> documents, Path table) {
        if (!documents.isEmpty()) {
            documents
                    .select(DocumentSources.DOCUMENT_ID)
                    .write()
                    .mode(SaveMode.Overwrite)
                    .parquet(table.toString());
        }
    }

    @Override
    public void close() {
        gone.ifPresent(found -> {
            found.documents.removed().unpersist();
            found.documents.returned().unpersist();
        });
        difference.ifPresent(CorpusDifference::close);
    }
}
