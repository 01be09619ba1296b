package cloze.benchmark;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;

/** Computes rows without keeping them. */
final class Discard {
    private Discard() {}

    /** Computes every row with all its columns, and discards it. */
    static void drain(Dataset<Row> rows) {
        rows.write().format("noop").mode(SaveMode.Overwrite).save();
    }
}
