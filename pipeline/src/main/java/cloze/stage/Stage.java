package cloze.stage;

import cloze.dataset.Contract;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One step from a dataset to the next. A stage is an immutable record: its parameters are its components and print
 * themselves into the manifest. It plans; it runs no Spark action, unless its documentation names the one it needs.
 */
public interface Stage {
    /** What this stage reads. */
    Contract input();

    /** What this stage writes. */
    Contract output();

    /** The transform itself; {@code rows} already fulfils {@link #input()}. */
    Dataset<Row> plan(Dataset<Row> rows);

    /** {@link #plan} between its two contracts. */
    default Dataset<Row> apply(Dataset<Row> rows) {
        return output().require(plan(input().require(rows)));
    }
}
