package cloze.classify;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import cloze.error.ContractViolationException;
import cloze.error.InvalidInputException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The column with the labels.
 *
 * @param asking who asks, for messages
 * @param name name of the column
 */
record LabelColumn(String asking, String name) {
    /** A column with more values than this is no column of labels, and its values do not belong on the driver. */
    private static final int MOST_LABELS = 10_000;

    private static final Set<DataType> TYPES = Set.of(
            DataTypes.StringType, DataTypes.ByteType, DataTypes.ShortType, DataTypes.IntegerType, DataTypes.LongType);

    /**
     * Checks the column's type.
     *
     * @throws ContractViolationException if it is missing, or neither of strings nor of integers
     */
    void require(StructType schema) {
        boolean isThere = schema.getFieldIndex(name).isDefined();
        if (!isThere || !TYPES.contains(schema.apply(name).dataType())) {
            throw new ContractViolationException(
                    "%s: expected a column %s of type string, bigint, int, smallint or tinyint, found %s; the columns are %s"
                            .formatted(
                                    asking,
                                    name,
                                    isThere ? schema.apply(name).dataType().simpleString() : "none",
                                    String.join(", ", schema.fieldNames())));
        }
    }

    /** Returns the labels as text. */
    Column text() {
        return ColumnNames.column(name).cast(DataTypes.StringType);
    }

    /**
     * Returns the labels in their order: integers by value, strings by UTF-16 units.
     *
     * @throws InvalidInputException if a row has none, there are fewer than two, or so many that they are none
     */
    List<String> labels(Dataset<?> dataset) {
        List<Row> found = dataset.toDF()
                .groupBy(ColumnNames.column(name).as("value"))
                .agg(count(lit(1)).as("rows"))
                .limit(MOST_LABELS + 1)
                .collectAsList();
        for (Row row : found) {
            if (row.isNullAt(0)) {
                throw new InvalidInputException(
                        "%s: expected a label in each row of column %s, found null in %d rows; remove these rows, or label them"
                                .formatted(asking, name, row.getLong(1)));
            }
        }
        if (found.size() > MOST_LABELS) {
            throw new InvalidInputException(
                    "%s: expected a column %s of at most %d different labels, found more; name the column of labels with setLabelCol"
                            .formatted(asking, name, MOST_LABELS));
        }
        if (found.size() < 2) {
            throw new InvalidInputException("%s: expected rows of two or more labels in column %s, found %s"
                    .formatted(
                            asking,
                            name,
                            found.isEmpty() ? "no rows" : "only " + found.get(0).get(0)));
        }
        Comparator<Row> order = found.get(0).get(0) instanceof String
                ? Comparator.comparing(row -> row.getString(0))
                : Comparator.comparing(row -> ((Number) row.get(0)).longValue());
        return found.stream().sorted(order).map(row -> row.get(0).toString()).toList();
    }
}
