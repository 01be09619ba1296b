package cloze.curate.duplicate;

import cloze.table.StoredTable;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Intermediate tables. Storing them keeps plans short, bounds memory, and survives the loss of an executor. */
public final class Scratch {
    private Scratch() {}

    /** Computes {@code rows}, writes them to {@code folder}, which must not exist, and plans to read them from there. */
    public static Dataset<Row> stored(Dataset<Row> rows, Path folder) {
        rows.write().parquet(folder.toString());
        // With an explicit schema, because a table without rows may have no file.
        return StoredTable.read(rows.sparkSession(), rows.schema(), folder);
    }
}
