package cloze.release.registry;

import cloze.error.RegistryInUseException;
import cloze.table.SmallTable;
import cloze.table.StoredTable;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * One row per run: {@code runs/<run>.parquet}, which Spark reads as one table, and all rows in {@code runs.csv}. A
 * row's file is named after its run, so a run cannot have two. Existing rows are never rewritten, so none can be lost.
 * Each call of {@link #append} rewrites the CSV from the rows.
 */
public final class RunsTable {
    /** Column with the name of the run. */
    public static final String RUN = "run";

    /** Column with the end of the run, ISO-8601 in UTC. It determines the order of rows. */
    public static final String FINISHED = "finished";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private final Storage storage;
    private final Path registry;
    private final StructType schema;

    RunsTable(Storage storage, Path registry, StructType schema) {
        this.storage = storage;
        this.registry = registry;
        // Look up both now, so that a schema without them fails before the run starts.
        schema.fieldIndex(RUN);
        schema.fieldIndex(FINISHED);
        this.schema = schema;
    }

    /**
     * Adds {@code row}, unless its run already has one.
     *
     * @return whether the row is new
     * @throws RegistryInUseException if another run has taken over the lease; no row was added then
     */
    public boolean append(Lease lease, SparkSession spark, Row row) throws IOException {
        String run = row.getString(schema.fieldIndex(RUN));
        if (!NAME.matcher(run).matches()) {
            throw new IllegalArgumentException("Run %s: expected a name of letters, digits, . _ -".formatted(run));
        }
        var place = new Path(folder(), run + ".parquet");
        boolean isNew = !storage.holds(place);
        if (isNew) {
            var file = new Path(lease.scratch(), place.getName());
            new SmallTable(schema, List.of(row))
                    .writeParquet(spark.sparkContext().hadoopConfiguration(), file);
            lease.replace(file, place);
        }
        rewrite(lease, spark);
        return isNew;
    }

    /** Writes {@code runs.csv} anew, from the rows. */
    public void rewrite(Lease lease, SparkSession spark) throws IOException {
        lease.derive(read(spark).csv(), new Path(registry, "runs.csv"));
    }

    /**
     * Reads the rows in the order in which the runs ended. A column that an earlier version's run did not write is
     * empty.
     */
    public SmallTable read(SparkSession spark) throws IOException {
        Path[] files = storage.names(folder()).stream()
                .filter(name -> NAME.matcher(name).matches())
                .map(name -> new Path(folder(), name))
                .toArray(Path[]::new);
        List<Row> rows = files.length == 0
                ? List.of()
                : StoredTable.read(spark, schema, files).orderBy(FINISHED, RUN).collectAsList();
        return new SmallTable(schema, rows);
    }

    private Path folder() {
        return new Path(registry, "runs");
    }
}
