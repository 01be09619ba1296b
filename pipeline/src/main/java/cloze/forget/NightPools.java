package cloze.forget;

import cloze.artifact.UnseenDocuments;
import cloze.corpus.read.RejectedTexts;
import cloze.dataset.DocumentSources;
import cloze.retrain.RegistryState;
import cloze.retrain.RunRow.Past;
import cloze.table.StoredTable;
import cloze.table.TextFile;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Which documents each night may read when it is replayed: those that it and the replayed nights before it have seen, without the ones to be
 * forgotten. What an earlier night leaves this time is thus still new.
 *
 * @param folder where the tables are
 */
record NightPools(SparkSession spark, Path folder, ReplayPlan plan) {
    private static final String READY = "ready";

    /** Writes the tables, unless they are there: the names of the replayed runs depend on the times of these files. */
    void write(FoundDocuments found) throws IOException {
        FileSystem files = folder.getFileSystem(spark.sparkContext().hadoopConfiguration());
        var ready = new Path(folder, READY);
        if (files.exists(ready)) {
            return;
        }
        files.delete(folder, true);
        for (Past night : plan.nights()) {
            Path from = RegistryState.data(plan.registry(), night.version());
            Dataset<Row> documents = UnseenDocuments.listed(spark, List.of(from.toString()));
            write(found.without(documents, DocumentSources.DOCUMENT_ID), night.version(), UnseenDocuments.TABLE);
            write(
                    StoredTable.read(
                            spark, RejectedTexts.CONTRACT.schema(), new Path(from, UnseenDocuments.REJECTED_TABLE)),
                    night.version(),
                    UnseenDocuments.REJECTED_TABLE);
        }
        TextFile.write(spark.sparkContext().hadoopConfiguration(), ready, "");
    }

    private void write(Dataset<Row> rows, int version, String table) {
        rows.write().parquet(new Path(of(version), table).toString());
    }

    private Path of(int version) {
        return new Path(folder, Integer.toString(version));
    }

    /** Returns the folders that list what the night of {@code version} may read. */
    List<String> upTo(int version) {
        return plan.nights().stream()
                .map(Past::version)
                .filter(night -> night <= version)
                .map(night -> of(night).toString())
                .toList();
    }

    /** Plans the sources of all that these folders list. */
    Dataset<Row> documents(int version) {
        return UnseenDocuments.listed(spark, upTo(version));
    }
}
