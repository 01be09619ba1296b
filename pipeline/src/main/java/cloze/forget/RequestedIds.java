package cloze.forget;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import cloze.dataset.DocumentIdColumns;
import cloze.dataset.Documents;
import cloze.error.InvalidInputException;
import cloze.provenance.Fingerprint;
import cloze.table.StoredPath;
import cloze.table.StoredTable;
import cloze.table.TextFile;
import java.io.IOException;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The ids that an operator wants forgotten.
 *
 * @param file where they stand
 * @param ids without blank lines, sorted
 */
record RequestedIds(String file, NavigableSet<String> ids) {
    /** How many ids a message shows. */
    private static final int SHOWN = 3;

    private static final StructType IDS = new StructType().add(Documents.DOCUMENT_ID, DataTypes.StringType);

    /**
     * Reads a file with an id in each line, or a table with the column document_id, such as the one that a night leaves of documents that
     * were removed from its corpus. Of that, copies of texts of which another copy stays in the corpus are left out.
     *
     * @throws InvalidInputException if there is no such file, or no id in it
     */
    static RequestedIds read(SparkSession spark, String file) throws IOException {
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        Path path = StoredPath.of(file);
        FileSystem files = path.getFileSystem(hadoop);
        if (!files.exists(path)) {
            throw new InvalidInputException(
                    "--forget %s: expected a file with an id in each line, or a table of removed documents; found no such file"
                            .formatted(file));
        }
        NavigableSet<String> ids =
                files.getFileStatus(path).isDirectory() ? ofTable(spark, path) : ofLines(hadoop, path);
        if (ids.isEmpty()) {
            throw new InvalidInputException("--forget %s: expected ids of documents, found none".formatted(file));
        }
        return new RequestedIds(file, ids);
    }

    /** The number of a copy is above that of the copies that stay, so the first one is gone only with all others. */
    private static NavigableSet<String> ofTable(SparkSession spark, Path table) {
        Dataset<Row> rows = StoredTable.read(spark, IDS, table);
        return rows.where(not(DocumentIdColumns.isCopy(col(Documents.DOCUMENT_ID)))).collectAsList().stream()
                .map(row -> row.getString(0))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static NavigableSet<String> ofLines(Configuration hadoop, Path path) {
        return TextFile.entries(hadoop, path).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the hash of an id as the certificate has it: who knows the id finds it there, and nobody reads it there. */
    static String hash(String id) {
        return Fingerprint.of(List.of(id));
    }

    /** Says how many of {@code ids} something is true of, with the first few. */
    static String shown(NavigableSet<String> ids) {
        String first = ids.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return ids.size() > SHOWN ? first + ", ..." : first;
    }
}
