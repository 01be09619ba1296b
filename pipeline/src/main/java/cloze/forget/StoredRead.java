package cloze.forget;

import cloze.artifact.UnseenDocuments;
import cloze.corpus.CorpusMark;
import cloze.corpus.GoneDocuments;
import cloze.corpus.SeenDocuments;
import cloze.dataset.DocumentSources;
import cloze.release.registry.Registry;
import cloze.retrain.NightlyRead;
import cloze.retrain.RegistryState;
import cloze.retrain.RunRow.Past;
import cloze.table.FileCopy;
import cloze.table.StoredPath;
import cloze.table.StoredTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * What a night reads when it is replayed: the documents that it has read before, without those to be forgotten. The mark that it leaves is
 * the one it left then.
 *
 * @param registry where the night was run first
 * @param night its row there
 * @param state the registry that it is replayed in, before it
 */
record StoredRead(
        SparkSession spark, Registry registry, Past night, RegistryState state, NightPools pools, FoundDocuments found)
        implements NightlyRead {
    private static final String ID = DocumentSources.DOCUMENT_ID;

    @Override
    public String shown() {
        return "reading what the night of version %d read, without the documents to be forgotten"
                .formatted(night.version());
    }

    @Override
    public UnseenDocuments unseen(List<String> splits) {
        return new UnseenDocuments(state.seen(), splits).among(pools.upTo(night.version()));
    }

    @Override
    public Gone gone() {
        Dataset<Row> returned = ids(SeenDocuments.RETURNED)
                .orElseGet(() -> documents().select(ID).limit(0));
        Optional<Dataset<Row>> removed = ids(SeenDocuments.REMOVED);
        if (removed.isPresent()) {
            Dataset<Row> left = joined(documents(), removed.get(), "left_semi");
            Dataset<Row> fresh = state.seen().isEmpty()
                    ? pools.documents(night.version())
                    : joined(pools.documents(night.version()), documents(), "left_anti");
            return counted(new GoneDocuments(left, returned).changed(fresh, CHANGED), returned);
        }
        var table = new Path(registry.folder(), "versions/%d/tables/%s".formatted(night.version(), REMOVED));
        if (!isMarked() && exists(table)) {
            return counted(found.without(StoredTable.read(spark, table), ID), returned);
        }
        return counted(documents().limit(0).withColumn(CHANGED, functions.lit(false)), returned);
    }

    private static Gone counted(Dataset<Row> removed, Dataset<Row> returned) {
        long changed = removed.where(CHANGED).count();
        return new Gone(removed, returned, removed.count() - changed, changed);
    }

    /** Plans the sources of all documents of the registry so far; none at its beginning. */
    private Dataset<Row> documents() {
        return UnseenDocuments.listed(spark, state.seen());
    }

    private static Dataset<Row> joined(Dataset<Row> rows, Dataset<Row> others, String join) {
        Dataset<Row> ids = others.select(functions.col(ID).as("other"));
        Column same = rows.col(ID).equalTo(ids.col("other"));
        return rows.join(ids, same, join);
    }

    /** Reads a table of ids of the mark that the night left; empty if there is none. */
    private Optional<Dataset<Row>> ids(String table) {
        var folder = new Path(data(), table);
        return exists(folder) ? Optional.of(found.without(StoredTable.read(spark, folder), ID)) : Optional.empty();
    }

    private Path data() {
        return RegistryState.data(registry, night.version());
    }

    private boolean isMarked() {
        return exists(new Path(data(), CorpusMark.INPUTS));
    }

    @Override
    public void mark(String output) {
        if (!isMarked()) {
            return;
        }
        Path folder = StoredPath.of(output);
        gone().writeIds(folder);
        var texts = new Path(data(), CorpusMark.TEXTS);
        if (exists(texts)) {
            found.without(StoredTable.read(spark, texts), UnseenDocuments.HASH)
                    .write()
                    .mode(SaveMode.Overwrite)
                    .parquet(new Path(folder, CorpusMark.TEXTS).toString());
        }
        // The entries come last, because a mark is there if they are.
        copy(CorpusMark.FILES, folder);
        copy(CorpusMark.INPUTS, folder);
    }

    private void copy(String file, Path output) {
        try {
            FileSystem files = output.getFileSystem(spark.sparkContext().hadoopConfiguration());
            var from = new Path(data(), file);
            if (files.exists(from)) {
                FileCopy.make(files, from, new Path(output, file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Copying the mark of " + data(), e);
        }
    }

    private boolean exists(Path path) {
        try {
            return path.getFileSystem(spark.sparkContext().hadoopConfiguration())
                    .exists(path);
        } catch (IOException e) {
            throw new UncheckedIOException("Looking for " + path, e);
        }
    }

    @Override
    public void close() {
        // Nothing is kept in memory.
    }
}
