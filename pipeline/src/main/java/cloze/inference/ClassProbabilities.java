package cloze.inference;

import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Appends the probability of each class of a classifier, a vector [K], to rows with texts. On executors; the weights are
 * there once for all tasks. The answer for a row is the same to the last bit whatever the partitioning, the order and
 * the other rows; it is null if a text is null.
 *
 * @param asking who asks, for messages
 * @param inputs the column of texts, or the two columns of pairs
 * @param output name of the column to append
 * @param longest maximum number of tokens to read, including specials; the network's own limit may be lower
 */
public record ClassProbabilities(String asking, List<String> inputs, String output, int longest) {
    public ClassProbabilities {
        inputs = List.copyOf(inputs);
    }

    /**
     * Returns {@code schema} with the column.
     *
     * @throws cloze.error.ContractViolationException if an input column is missing, or the output column exists already
     */
    public StructType schema(StructType schema) {
        return column().schema(schema);
    }

    /**
     * Appends the column. Plans only; no row is read.
     *
     * @param classifier a model with {@link ServedModel#labels}
     */
    public Dataset<Row> append(Dataset<?> dataset, ServedModel classifier) {
        int tokens = longest;
        Question inquiry = (session, texts) ->
                session.classifyAll(texts, tokens).stream().map(Vectors::dense).toList();
        return column().append(dataset, ModelBroadcasts.of(dataset.sparkSession(), classifier), inquiry);
    }

    private AnswerColumn column() {
        return new AnswerColumn(asking, inputs, output, SQLDataTypes.VectorType());
    }
}
