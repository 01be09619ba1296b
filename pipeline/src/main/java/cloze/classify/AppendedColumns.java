package cloze.classify;

import static org.apache.spark.sql.functions.udf;

import cloze.error.ContractViolationException;
import cloze.inference.ClassProbabilities;
import cloze.inference.ServedModel;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The columns that a fitted model appends: the probability of each label, and the likeliest label.
 *
 * @param asking who asks, for messages
 * @param columns names of the columns
 */
record AppendedColumns(String asking, ClassifierColumns<?> columns) {
    /**
     * Returns {@code schema} with both columns.
     *
     * @throws ContractViolationException if a column with texts is missing, or one to append exists already
     */
    StructType schema(StructType schema) {
        String prediction = columns.getOrDefault(columns.predictionCol());
        requireFree(schema, prediction, "setPredictionCol");
        requireFree(schema, probability(), "setProbabilityCol");
        if (prediction.equals(probability())) {
            throw new ContractViolationException(
                    "%s: expected different columns for prediction and probability, found %s for both"
                            .formatted(asking, prediction));
        }
        return probabilities().schema(schema).add(prediction, DataTypes.StringType, true);
    }

    private void requireFree(StructType schema, String column, String setter) {
        if (schema.getFieldIndex(column).isDefined()) {
            throw new ContractViolationException(
                    "%s: expected no column %s, because the answer is written there, found one; name another with %s"
                            .formatted(asking, column, setter));
        }
    }

    /** Appends both columns. Plans only; no row is read. */
    Dataset<Row> append(Dataset<?> dataset, ServedModel classifier) {
        List<String> labels = classifier.labels();
        // The first of equally likely labels.
        UDF1<Vector, String> likeliest =
                probabilities -> probabilities == null ? null : labels.get(probabilities.argmax());
        Dataset<Row> rows = probabilities().append(dataset, classifier);
        return rows.withColumn(
                columns.getOrDefault(columns.predictionCol()),
                udf(likeliest, DataTypes.StringType).apply(ColumnNames.column(probability())));
    }

    private ClassProbabilities probabilities() {
        int longest = (int) columns.getOrDefault(columns.maxSeqLength());
        return new ClassProbabilities(asking, columns.inputs(), probability(), longest);
    }

    private String probability() {
        return columns.getOrDefault(columns.probabilityCol());
    }
}
