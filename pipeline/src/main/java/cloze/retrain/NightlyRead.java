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
import cloze.dataset.DocumentSources;
import cloze.table.StoredPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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

    private static final String CHANGED = "changed";

    private final SparkSession spark;
    private final RunConfig config;
    private final SeenDocuments seen;
    private final List<String> prepared;
    private final CorpusMark now;
    private final Optional<CorpusDifference> difference;
    private final String shown;
    private final List<Dataset<Row>> kept = new ArrayList<>();
    private Optional<Gone> gone = Optional.empty();

    private NightlyRead(
            SparkSession spark,
            RunConfig config,
            SeenDocuments seen,
            CorpusMark now,
            Optional<CorpusDifference> difference,
            String shown) {
        this.spark = spark;
        this.config = config;
        this.seen = seen;
        this.prepared =
                Stream.concat(seen.marked().stream(), seen.later().stream()).toList();
        this.now = now;
        this.difference = difference;
        this.shown = shown;
    }

    /**
     * The documents that left the corpus.
     *
     * @param documents {@link DocumentSources}, and whether a new document has the same source and user's id
     * @param returned ids of documents that had left the corpus and are back
     * @param removed number of those without a successor
     * @param changed number of those that have another text now
     */
    record Gone(Dataset<Row> documents, Dataset<Row> returned, long removed, long changed) {
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
        SeenDocuments seen = state.documents(spark);
        try {
            CorpusDifference part = difference(spark, config, seen, now);
            return new NightlyRead(
                    spark, config, seen, now, Optional.of(part), "reading only what is new: " + part.shown());
        } catch (NoDifferenceException e) {
            return new NightlyRead(
                    spark, config, seen, now, Optional.empty(), "reading the whole corpus: " + e.getMessage());
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

    /** Says what is read, and why if it is everything. */
    String shown() {
        return shown;
    }

    /** Selects the new documents of {@code splits}. */
    UnseenDocuments unseen(List<String> splits) {
        return new UnseenDocuments(prepared, splits, difference);
    }

    /** Returns the documents that left the corpus. Reads the corpus again if it is read as a whole. */
    Gone gone() {
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

    /**
     * Writes the mark of this run below its examples, from where a later run goes on.
     *
     * @param output the prepare output of the run
     */
    void mark(String output) {
        Path folder = StoredPath.of(output);
        writeIds(gone().documents, new Path(folder, SeenDocuments.REMOVED));
        writeIds(gone().returned, new Path(folder, SeenDocuments.RETURNED));
        now.write(spark, unseen(UnseenDocuments.ALL.splits()).reader(config), folder);
    }

    /** Writes the documents that left the corpus as a table of Parquet files. */
    void writeGone(String table) {
        gone().documents.coalesce(1).write().mode(SaveMode.Overwrite).parquet(table);
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

    /** Frees memory and local disks. What is asked for later is read again. */
    @Override
    public void close() {
        kept.forEach(Dataset::unpersist);
        difference.ifPresent(CorpusDifference::close);
    }
}
