package cloze.release.registry;

import cloze.error.RegistryInUseException;
import cloze.table.SmallTable;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * One row per run: {@code runs/<run>.parquet}, which Spark reads as one table, and all of them in {@code runs.csv}. The row is a file of the
 * run's name, so that a run cannot have two; what stands is never written again, so that nothing can be lost. The text is made anew from
 * the rows whenever a row is asked for to be there.
 */
public final class RunsTable {
    /** The column that names the run. */
    public static final String RUN = "run";

    /** The column of the time it ended, ISO-8601 UTC: the order of the rows. */
    public static final String FINISHED = "finished";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private final RegistryFiles files;
    private final Path registry;
    private final StructType schema;

    RunsTable(RegistryFiles files, Path registry, StructType schema) {
        this.files = files;
        this.registry = registry;
        // Both are looked up here, so that a table without them fails before a run does.
        schema.fieldIndex(RUN);
        schema.fieldIndex(FINISHED);
        this.schema = schema;
    }

    /**
     * Adds {@code row}, unless its run has one.
     *
     * @return whether it is new
     * @throws RegistryInUseException when the lease is another run's by now; no row was added then
     */
    public boolean append(Lease lease, SparkSession spark, Row row) throws IOException {
        String run = row.getString(schema.fieldIndex(RUN));
        if (!NAME.matcher(run).matches()) {
            throw new IllegalArgumentException("Run %s: expected a name of letters, digits, . _ -".formatted(run));
        }
        var place = new Path(folder(), run + ".parquet");
        boolean isNew = !files.files().exists(place);
        if (isNew) {
            var file = new Path(lease.scratch(), place.getName());
            new SmallTable(schema, List.of(row))
                    .writeParquet(spark.sparkContext().hadoopConfiguration(), file);
            files.makeFolder(folder());
            lease.replace(file, place);
        }
        lease.replace(read(spark).csv(), new Path(registry, "runs.csv"));
        return isNew;
    }

    /** The rows, in the order the runs ended; a column that a run of an earlier version did not write is empty. */
    public SmallTable read(SparkSession spark) throws IOException {
        List<Row> rows = files.files().exists(folder())
                ? spark.read()
                        .schema(schema)
                        .parquet(folder().toString())
                        .orderBy(FINISHED, RUN)
                        .collectAsList()
                : List.of();
        return new SmallTable(schema, rows);
    }

    private Path folder() {
        return new Path(registry, "runs");
    }
}
