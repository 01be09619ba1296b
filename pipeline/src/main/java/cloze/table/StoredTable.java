package cloze.table;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Reads tables that Spark has written. Spark's readers take {@code [ ] { } * ?} in a path for a pattern, even if a
 * folder of that name exists; here a path is always the folder of that name.
 */
public final class StoredTable {
    /** Spark's switch for patterns in paths, {@code DataSource.GLOB_PATHS_KEY}. */
    private static final String GLOB_PATHS = "__globPaths__";

    private StoredTable() {}

    /** Plans the rows of the Parquet files in {@code folder}. Opens one of them for its schema. */
    public static Dataset<Row> read(SparkSession spark, Path folder) {
        // Spark starts a job to read a schema. What it has written is read here instead.
        return SparkSchema.of(spark.sparkContext().hadoopConfiguration(), folder)
                .map(schema -> read(spark, schema, folder))
                .orElseGet(() -> literal(spark).parquet(folder.toString()));
    }

    /** Plans the rows of the Parquet files in all of {@code folders}, which have {@code schema}. Opens no file. */
    public static Dataset<Row> read(SparkSession spark, StructType schema, Path... folders) {
        return literal(spark)
                .schema(schema)
                .parquet(Arrays.stream(folders).map(Path::toString).toArray(String[]::new));
    }

    /**
     * Plans the rows of {@code files}, which have {@code schema}. The values of columns that a file lacks are in the names of the
     * folders between {@code table} and the file, as in {@code day=2026-11-30}.
     */
    public static Dataset<Row> readPartitioned(SparkSession spark, StructType schema, Path table, Path... files) {
        return literal(spark)
                .schema(schema)
                .option("basePath", table.toString())
                .parquet(Arrays.stream(files).map(Path::toString).toArray(String[]::new));
    }

    /**
     * Plans the rows of {@code files} in a format of Spark. Opens files for their schema.
     *
     * @param format name of the format, such as json or csv
     * @param options of the format's reader, by name
     */
    public static Dataset<Row> read(
            SparkSession spark, String format, Map<String, String> options, List<String> files) {
        return literal(spark).format(format).options(options).load(files.toArray(String[]::new));
    }

    private static DataFrameReader literal(SparkSession spark) {
        return spark.read().option(GLOB_PATHS, "false");
    }
}
