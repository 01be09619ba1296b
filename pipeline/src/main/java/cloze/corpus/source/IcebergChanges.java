package cloze.corpus.source;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import cloze.config.CorpusInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/**
 * What came to an Iceberg table between two snapshots. If all snapshots between them appended rows, or rearranged files, the
 * appended files are read. Otherwise it is the table of changes, in which a row of a rewritten file is both removed and added.
 */
final class IcebergChanges {
    private static final Set<String> APPENDING = Set.of("append", "replace");
    private static final String CHANGE = "_change_type";
    private static final String DELETE_FILES = "total-delete-files";

    private final TableReader reader;
    private final String start;

    /**
     * @param reader of the table at its later snapshot
     * @param start the earlier snapshot
     */
    IcebergChanges(TableReader reader, String start) {
        this.reader = reader;
        this.start = start;
    }

    /** A snapshot and what made it. */
    private record Snapshot(String parent, String operation, Map<String, String> summary) {}

    TableChanges plan() throws NoDifferenceException {
        List<Snapshot> between = between();
        if (between.isEmpty()) {
            return TableChanges.none(reader.all());
        }
        if (between.stream().allMatch(snapshot -> APPENDING.contains(snapshot.operation))) {
            return TableChanges.added(rows(""));
        }
        if (between.stream()
                .anyMatch(snapshot ->
                        !snapshot.summary.getOrDefault(DELETE_FILES, "0").equals("0"))) {
            throw new NoDifferenceException(
                    "rows of %s were deleted by delete files, which Iceberg's table of changes does not support"
                            .formatted(input().named()));
        }
        Dataset<Row> changes = rows("changes");
        return new TableChanges(of(changes, "INSERT"), Optional.of(of(changes, "DELETE")));
    }

    /** Iceberg would look for a plain condition on this column in the table, which does not have it. */
    private static Dataset<Row> of(Dataset<Row> changes, String kind) {
        UDF1<String, Boolean> isKind = kind::equals;
        return changes.where(udf(isKind, DataTypes.BooleanType).apply(col(CHANGE)));
    }

    /** Returns the snapshots after the earlier one, newest first. */
    private List<Snapshot> between() throws NoDifferenceException {
        Map<String, Snapshot> known = new HashMap<>();
        for (Row row : TableVersions.metadata(reader.spark(), input(), "snapshots")
                .select(
                        col("snapshot_id").cast("string"),
                        col("parent_id").cast("string"),
                        col("operation"),
                        col("summary"))
                .collectAsList()) {
            known.put(row.getString(0), new Snapshot(row.getString(1), row.getString(2), row.getJavaMap(3)));
        }
        List<Snapshot> between = new ArrayList<>();
        String at = input().version();
        while (!start.equals(at)) {
            Snapshot snapshot = known.get(at);
            if (snapshot == null) {
                throw new NoDifferenceException(
                        "snapshot %s of %s, which was read last, is no longer among those that led to %s: it has expired, or the table was set back"
                                .formatted(start, input().named(), input().version()));
            }
            between.add(snapshot);
            at = snapshot.parent;
        }
        return between;
    }

    /** @param part one of the tables about the table; empty for the table */
    private Dataset<Row> rows(String part) {
        return reader.rows("iceberg", part, Map.of("start-snapshot-id", start, "end-snapshot-id", input().version()));
    }

    private CorpusInput input() {
        return reader.input();
    }
}
