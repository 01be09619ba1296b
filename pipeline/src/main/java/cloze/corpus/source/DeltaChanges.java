package cloze.corpus.source;

import static org.apache.spark.sql.functions.col;

import cloze.config.CorpusInput;
import cloze.table.StoredPath;
import cloze.table.StoredTable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * What came to a Delta table between two versions: its change data feed if the table keeps one, and otherwise the files that the
 * commits between the versions added and removed. With files, a row of a rewritten file is both removed and added.
 */
final class DeltaChanges {
    private static final String CHANGE = "_change_type";
    private static final String FEED = "delta.enableChangeDataFeed";
    private static final String MAPPING = "delta.columnMapping.mode";

    private final TableReader reader;
    private final long start;
    private final long end;

    /**
     * @param reader of the table at its later version
     * @param start the earlier version
     */
    DeltaChanges(TableReader reader, String start) {
        this.reader = reader;
        this.start = Long.parseLong(start);
        this.end = Long.parseLong(reader.input().version());
    }

    TableChanges plan() throws NoDifferenceException {
        if (start > end) {
            throw new NoDifferenceException(
                    "version %d of %s was read last, which is now at version %d".formatted(start, name(), end));
        }
        if (start == end) {
            return TableChanges.none(reader.all());
        }
        Path table = folder();
        DeltaLog log = log(table);
        if (log.changesTable()) {
            throw new NoDifferenceException("the schema or the properties of %s changed".formatted(name()));
        }
        Map<String, String> properties = properties();
        if (Boolean.parseBoolean(properties.get(FEED))) {
            Dataset<Row> feed = feed();
            return new TableChanges(
                    feed.where(col(CHANGE).isin("insert", "update_postimage")),
                    Optional.of(feed.where(col(CHANGE).isin("delete", "update_preimage"))));
        }
        requireReadable(table, log, properties.getOrDefault(MAPPING, "none"));
        StructType schema = reader.all().schema();
        return new TableChanges(
                rows(table, schema, log.added()),
                log.removed().isEmpty() ? Optional.empty() : Optional.of(rows(table, schema, log.removed())));
    }

    private Path folder() {
        CorpusInput input = reader.input();
        return input.kind() == CorpusInput.Kind.TABLE
                ? StoredPath.of(reader.explained(() -> reader.spark()
                        .sql("DESCRIBE DETAIL " + TableVersions.deltaName(input))
                        .select("location")
                        .first()
                        .getString(0)))
                : StoredPath.of(input.path());
    }

    private DeltaLog log(Path table) throws NoDifferenceException {
        try {
            return DeltaLog.read(hadoop(), table, start + 1, end);
        } catch (FileNotFoundException e) {
            throw new NoDifferenceException(
                    "the log of %s no longer goes back to version %d, which was read last".formatted(name(), start), e);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading the log of " + table, e);
        }
    }

    private Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>();
        for (Row row : reader.spark()
                .sql("SHOW TBLPROPERTIES " + TableVersions.deltaName(reader.input()))
                .collectAsList()) {
            properties.put(row.getString(0), row.getString(1));
        }
        return properties;
    }

    private Dataset<Row> feed() {
        return reader.rows(
                "delta",
                "",
                Map.of(
                        "readChangeFeed",
                        "true",
                        "startingVersion",
                        Long.toString(start + 1),
                        "endingVersion",
                        Long.toString(end)));
    }

    /** Requires files whose rows Spark reads as Delta does. */
    private void requireReadable(Path table, DeltaLog log, String mapping) throws NoDifferenceException {
        if (log.hasDeletionVectors() || !mapping.equals("none") || !log.isFlat()) {
            throw new NoDifferenceException(
                    "%s has deletion vectors, column mapping or files elsewhere, and keeps no change data feed; set its property %s"
                            .formatted(name(), FEED));
        }
        try {
            for (Path file : log.removed()) {
                if (!table.getFileSystem(hadoop()).exists(file)) {
                    throw new NoDifferenceException(
                            "file %s of %s, whose rows were changed or deleted, is gone (VACUUM)"
                                    .formatted(file.getName(), name()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Looking for files of " + table, e);
        }
    }

    private Dataset<Row> rows(Path table, StructType schema, Set<Path> files) {
        return files.isEmpty()
                ? TableChanges.none(reader.all()).added()
                : StoredTable.readPartitioned(reader.spark(), schema, table, files.toArray(Path[]::new));
    }

    private String name() {
        return reader.input().named();
    }

    private Configuration hadoop() {
        return reader.spark().sparkContext().hadoopConfiguration();
    }
}
