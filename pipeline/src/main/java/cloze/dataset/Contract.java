package cloze.dataset;

import cloze.error.ContractViolationException;
import cloze.platform.ScalaSequences;
import cloze.platform.SparkPlatform;
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
import scala.collection.Seq;

/**
 * The schema of a data set that stages agree on: what a stage may rely on and must deliver.
 *
 * @param dataset its name in messages and tables
 * @param schema its columns; the comment of each states its meaning
 */
public record Contract(String dataset, StructType schema) implements Serializable {

    /** Fails if columns are missing or of another type, and names all of them. Only plans; reads no data. */
    public Dataset<Row> require(Dataset<Row> rows) {
        SparkPlatform.require();
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

    /** Returns exactly the columns of the contract, in its order. */
    public Dataset<Row> select(Dataset<Row> rows) {
        return rows.select(
                Arrays.stream(schema.fieldNames()).map(functions::col).toArray(Column[]::new));
    }

    /**
     * Returns an encoder of rows in the column order of the contract. Integer arrays are passed as {@code int[]}; see
     * {@link IntArrays}. Stages pass their output through {@link Dataset#toDF()}, so that others receive Spark's usual
     * rows.
     */
    public Encoder<Row> encoder() {
        SparkPlatform.require();
        return IntArrays.encoder(schema);
    }

    /**
     * Selects the columns for typed operations, whose functions receive and return integer arrays as {@code int[]}; see
     * {@link #select}.
     */
    public Dataset<Row> typed(Dataset<Row> rows) {
        return select(rows).as(encoder());
    }

    /**
     * Returns the value in {@code column} of a row of this data set. Between two typed steps Spark may pass a row as it
     * was created, without a schema. The position of the column then follows from the contract.
     */
    public Object value(Row row, String column) {
        return row.get(row.schema() == null ? schema.fieldIndex(column) : row.fieldIndex(column));
    }

    /** Returns the {@link #value} of a string column. */
    public String text(Row row, String column) {
        return (String) value(row, column);
    }

    /**
     * Returns the strings in an {@code array<string>} column, which may be an array as created or a sequence of
     * Spark's.
     */
    @SuppressWarnings("unchecked") // the contract says what the elements are
    public List<String> texts(Row row, String column) {
        Object value = value(row, column);
        return value instanceof String[] array ? List.of(array) : ScalaSequences.asJava((Seq<String>) value);
    }

    /** Returns the {@link #value} of an int column. */
    public int integer(Row row, String column) {
        return (int) value(row, column);
    }

    /** Returns the {@link #value} of a bigint column. */
    public long longInteger(Row row, String column) {
        return (long) value(row, column);
    }

    /**
     * Returns the integers in an {@code array<int>} column, whichever encoder read the row. The array must not be
     * modified.
     */
    public int[] ints(Row row, String column) {
        return IntArrays.of(value(row, column));
    }
}
