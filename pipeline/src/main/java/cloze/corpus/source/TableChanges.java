package cloze.corpus.source;

import static org.apache.spark.sql.functions.lit;

import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows by which one state of a table differs from an earlier one. A row that was only moved from file to file may be
 * both added and removed.
 *
 * @param added rows that were added, with the columns of the table
 * @param removed rows that were removed, with the same columns; empty if none were
 */
record TableChanges(Dataset<Row> added, Optional<Dataset<Row>> removed) {
    static TableChanges added(Dataset<Row> rows) {
        return new TableChanges(rows, Optional.empty());
    }

    /** @param all any rows of the table */
    static TableChanges none(Dataset<Row> all) {
        return added(all.where(lit(false)));
    }
}
