package cloze.stage;

import cloze.dataset.Contract;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One step from a dataset to the next. A stage is an immutable record whose components are its parameters; they appear
 * in the manifest. A stage only plans: it runs no Spark action unless its documentation names one.
 */
public interface Stage {
    /** The contract of the rows that this stage reads. */
    Contract input();

    /** The contract of the rows that this stage returns. */
    Contract output();

    /** Plans the transformation, without checks: {@code rows} must already fulfil {@link #input()}. */
    Dataset<Row> plan(Dataset<Row> rows);

    /** Checks {@code rows} against {@link #input()}, plans, and checks the result against {@link #output()}. */
    default Dataset<Row> apply(Dataset<Row> rows) {
        return output().require(plan(input().require(rows)));
    }
}
