package cloze.report;

import cloze.table.SmallTable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Builds a table for readers, in which every cell is text. */
final class WordTable {
    private final List<String> columns;
    private final List<Row> rows = new ArrayList<>();

    WordTable(List<String> columns) {
        this.columns = List.copyOf(columns);
    }

    WordTable(String... columns) {
        this(List.of(columns));
    }

    void add(List<String> cells) {
        rows.add(RowFactory.create(cells.toArray()));
    }

    void add(String... cells) {
        add(List.of(cells));
    }

    SmallTable table() {
        var schema = new StructType();
        for (String column : columns) {
            schema = schema.add(column, DataTypes.StringType);
        }
        return new SmallTable(schema, rows);
    }
}
