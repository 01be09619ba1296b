package cloze.inference;

import cloze.error.ContractViolationException;
import cloze.parallel.SharedValue;
import cloze.platform.SparkPlatform;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The column with a model's answer that is appended to each row.
 *
 * @param asking who asks, for messages
 * @param inputs names of the input columns, all of type string
 * @param output name of the column to append
 * @param type its type
 */
record AnswerColumn(String asking, List<String> inputs, String output, DataType type) {
    AnswerColumn {
        inputs = List.copyOf(inputs);
    }

    /**
     * Returns {@code schema} with the column.
     *
     * @throws ContractViolationException if an input column is missing, or the output column exists already
     */
    StructType schema(StructType schema) {
        for (String input : inputs) {
            requireText(schema, input);
        }
        if (schema.getFieldIndex(output).isDefined()) {
            throw new ContractViolationException(
                    "%s: expected no column %s, because the answer is written there, found one; name another with setOutputCol"
                            .formatted(asking, output));
        }
        return schema.add(output, type, true);
    }

    private void requireText(StructType schema, String input) {
        boolean isThere = schema.getFieldIndex(input).isDefined();
        if (!isThere || !schema.apply(input).dataType().sameType(DataTypes.StringType)) {
            throw new ContractViolationException("%s: expected a column %s of type string, found %s; the columns are %s"
                    .formatted(
                            asking,
                            input,
                            isThere ? schema.apply(input).dataType().simpleString() : "none",
                            String.join(", ", schema.fieldNames())));
        }
    }

    /**
     * Appends the column. Plans only; no row is read.
     *
     * @throws ContractViolationException as {@link #schema}
     */
    Dataset<Row> append(Dataset<?> dataset, SharedValue<ServedModel> served, Question inquiry) {
        SparkPlatform.require();
        StructType answered = schema(dataset.schema());
        int[] places = inputs.stream().mapToInt(dataset.schema()::fieldIndex).toArray();
        Dataset<Row> rows =
                dataset.toDF().mapPartitions(answer(served, inquiry, places, answered), Encoders.row(answered));
        // Restore the columns' metadata, which mapping the rows has dropped.
        for (StructField field : dataset.schema().fields()) {
            if (!field.metadata().equals(Metadata.empty())) {
                rows = rows.withMetadata(field.name(), field.metadata());
            }
        }
        return rows;
    }

    private static MapPartitionsFunction<Row, Row> answer(
            SharedValue<ServedModel> served, Question inquiry, int[] places, StructType answered) {
        return rows -> new AnsweredRows(
                rows,
                places,
                answered,
                asked -> SessionPool.OF_THIS_PROCESS.with(served.value(), session -> inquiry.answers(session, asked)));
    }
}
