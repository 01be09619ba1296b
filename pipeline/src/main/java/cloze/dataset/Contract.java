package cloze.dataset;

import cloze.error.ContractViolationException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * The agreed shape of one dataset: what a stage may rely on and must deliver.
 *
 * @param dataset its name in messages and tables
 * @param schema its columns; each carries its meaning as comment
 */
public record Contract(String dataset, StructType schema) implements Serializable {

    /** Fails with every missing or mistyped column at once; plans only, reads no data. */
    public Dataset<Row> require(Dataset<Row> rows) {
        List<String> faults = new ArrayList<>();
        List<String> present = Arrays.asList(rows.columns());
        for (StructField field : schema.fields()) {
            if (!present.contains(field.name())) {
                faults.add("column %s is missing".formatted(field.name()));
                continue;
            }
            var actual = rows.schema().apply(field.name()).dataType();
            if (!actual.asNullable().sameType(field.dataType().asNullable())) {
                faults.add("column %s is %s, expected %s"
                        .formatted(
                                field.name(),
                                actual.simpleString(),
                                field.dataType().simpleString()));
            }
        }
        if (!faults.isEmpty()) {
            throw new ContractViolationException("Dataset %s: %s. Present: %s"
                    .formatted(dataset, String.join("; ", faults), String.join(", ", present)));
        }
        return rows;
    }

    /** Exactly the contract's columns, in its order. */
    public Dataset<Row> select(Dataset<Row> rows) {
        return rows.select(
                Arrays.stream(schema.fieldNames()).map(functions::col).toArray(Column[]::new));
    }

    /**
     * The encoder of rows in the contract's column order; integer arrays cross as {@code int[]}, see {@link IntArrays}. What a stage hands
     * out it passes through {@link Dataset#toDF()}, so that others meet Spark's usual rows.
     */
    public Encoder<Row> encoder() {
        return IntArrays.encoder(schema);
    }

    /** {@link #select}, for typed operations: their functions get and give integer arrays as {@code int[]}. */
    public Dataset<Row> typed(Dataset<Row> rows) {
        return select(rows).as(encoder());
    }

    /**
     * The value in {@code column} of a row of this dataset. Spark may pass a row between two typed steps as its maker made it, without
     * a schema; the contract's order then says where the column is.
     */
    public Object value(Row row, String column) {
        return row.get(row.schema() == null ? schema.fieldIndex(column) : row.fieldIndex(column));
    }

    /** {@link #value} of a string column. */
    public String text(Row row, String column) {
        return (String) value(row, column);
    }

    /** The strings in an {@code array<string>} column: an array as its maker made it, or Spark's sequence. */
    @SuppressWarnings("unchecked") // the contract says what the elements are
    public List<String> texts(Row row, String column) {
        Object value = value(row, column);
        return value instanceof String[] array ? List.of(array) : JavaConverters.seqAsJavaList((Seq<String>) value);
    }

    /** {@link #value} of an int column. */
    public int integer(Row row, String column) {
        return (int) value(row, column);
    }

    /** {@link #value} of a bigint column. */
    public long longInteger(Row row, String column) {
        return (long) value(row, column);
    }

    /** The integers in an {@code array<int>} column, whichever encoder read the row. Not to be written to. */
    public int[] ints(Row row, String column) {
        return IntArrays.of(value(row, column));
    }
}
