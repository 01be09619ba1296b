package cloze.retrain;

import cloze.artifact.UnseenDocuments;
import cloze.config.RunConfig;
import cloze.corpus.SeenDocuments;
import cloze.dataset.DocumentSources;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * What a run reads of the corpus. Only a run that makes a version and leaves no document for a later run leaves a mark, below its
 * examples.
 */
public interface NightlyRead extends AutoCloseable {
    /** Table of a version: the documents of earlier runs that were no longer in the corpus. */
    String REMOVED = SeenDocuments.REMOVED;

    /** Column of that table: whether a new document has the same source and user's id. */
    String CHANGED = "changed";

    /** Decides what a run reads. */
    interface Plan {
        /** Plans the reading of a run that finds the registry in {@code state}. */
        NightlyRead of(RegistryState state) throws IOException;
    }

    /**
     * The documents that left the corpus.
     *
     * @param documents {@link DocumentSources}, and {@link #CHANGED}
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

        /** Writes the ids of both as parts of a mark. */
        public void writeIds(Path output) {
            writeIds(documents, new Path(output, SeenDocuments.REMOVED));
            writeIds(returned, new Path(output, SeenDocuments.RETURNED));
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

        /** Writes the documents as a table of Parquet files. */
        void write(String table) {
            documents.coalesce(1).write().mode(SaveMode.Overwrite).parquet(table);
        }
    }

    /**
     * Plans the reading of what came since the last run that made a version. Lists files and asks catalogs; reads no text.
     *
     * @param config with fixed versions
     */
    static NightlyRead plan(SparkSession spark, RunConfig config, RegistryState state) throws IOException {
        return CorpusRead.plan(spark, config, state);
    }

    /** Says what is read, and why if it is everything. */
    String shown();

    /** Selects the new documents of {@code splits}. */
    UnseenDocuments unseen(List<String> splits);

    /** Returns the documents that left the corpus. */
    Gone gone();

    /**
     * Writes the mark of this run below its examples, from where a later run goes on.
     *
     * @param output the prepare output of the run
     */
    void mark(String output);

    /** Frees memory and local disks. What is asked for later is read again. */
    @Override
    void close();
}
