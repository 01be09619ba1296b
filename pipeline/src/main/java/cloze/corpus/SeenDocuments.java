package cloze.corpus;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import cloze.corpus.source.KnownFiles.Entry;
import cloze.dataset.DocumentSources;
import cloze.table.StoredPath;
import cloze.table.StoredTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The documents that earlier runs have seen, from tables below their outputs. A document may have left the corpus since, and may
 * have come back.
 *
 * @param marked outputs of the runs up to the one whose {@link CorpusMark} counts, in order
 * @param later outputs of the runs after it, which left some documents for a later run and so have no mark
 */
public record SeenDocuments(SparkSession spark, List<String> marked, List<String> later) {
    /** Folder below an output with the {@link DocumentSources} that its run has seen. */
    public static final String TABLE = "documents";

    /** Folder with the ids of documents that had left the corpus; missing if none had. */
    public static final String REMOVED = "removed";

    /** Folder with the ids of documents that had come back; missing if none had. */
    public static final String RETURNED = "returned";

    /** Column with the hash of an id. */
    static final String HASH = "hash";

    private static final String STEP = "step";
    private static final StructType IDS = new StructType().add(DocumentSources.DOCUMENT_ID, DataTypes.StringType);

    public SeenDocuments {
        marked = List.copyOf(marked);
        later = List.copyOf(later);
    }

    /** Plans the sources of the documents that were in the corpus when the mark was made. */
    Dataset<Row> presentAtMark() {
        return withoutAbsent(sources(marked));
    }

    /** Plans what {@code files} held when the run with the mark knew them; see {@link CorpusMark#textsOf}. */
    Dataset<Row> textsOf(List<Entry> files) {
        return CorpusMark.textsOf(spark, files, folders(CorpusMark.TEXTS));
    }

    /** Plans the sources of all documents seen that were not known to have left the corpus. */
    Dataset<Row> present() {
        return withoutAbsent(
                sources(Stream.concat(marked.stream(), later.stream()).toList()));
    }

    /** Plans the sources of the documents of the later runs. */
    Dataset<Row> ofLaterRuns() {
        return sources(later);
    }

    private Dataset<Row> sources(List<String> outputs) {
        Path[] folders = outputs.stream()
                .map(output -> new Path(StoredPath.of(output), TABLE))
                .toArray(Path[]::new);
        StructType schema = DocumentSources.CONTRACT.schema();
        return folders.length == 0
                ? spark.createDataFrame(List.of(), schema)
                : StoredTable.read(spark, schema, folders);
    }

    private Dataset<Row> withoutAbsent(Dataset<Row> sources) {
        if (folders(REMOVED).length == 0) {
            return sources;
        }
        Dataset<Row> absent = absent();
        return sources.join(
                absent,
                sources.col(DocumentSources.DOCUMENT_ID).equalTo(absent.col(DocumentSources.DOCUMENT_ID)),
                "left_anti");
    }

    /** Plans the ids of the documents that had left the corpus when the mark was made. */
    Dataset<Row> absent() {
        Path[] removed = folders(REMOVED);
        if (removed.length == 0) {
            return spark.createDataFrame(List.of(), IDS);
        }
        Dataset<Row> steps = StoredTable.read(spark, IDS, removed).withColumn(STEP, lit(1));
        Path[] returned = folders(RETURNED);
        if (returned.length > 0) {
            steps = steps.unionAll(StoredTable.read(spark, IDS, returned).withColumn(STEP, lit(-1)));
        }
        return steps.groupBy(DocumentSources.DOCUMENT_ID)
                .agg(sum(STEP).as(STEP))
                .where(col(STEP).gt(0))
                .select(DocumentSources.DOCUMENT_ID);
    }

    private Path[] folders(String name) {
        List<Path> folders = new ArrayList<>();
        for (String output : marked) {
            var folder = new Path(StoredPath.of(output), name);
            try {
                if (folder.getFileSystem(spark.sparkContext().hadoopConfiguration())
                        .exists(folder)) {
                    folders.add(folder);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("Looking for " + folder, e);
            }
        }
        return folders.toArray(Path[]::new);
    }
}
