package cloze.classify;

import static org.apache.spark.sql.functions.col;

import org.apache.spark.sql.Column;

/** Columns by names that a caller chose. */
final class ColumnNames {
    private ColumnNames() {}

    /** Returns the column {@code name}. Spark would take a full stop in it for a field of a struct. */
    static Column column(String name) {
        return col("`" + name.replace("`", "``") + "`");
    }
}
