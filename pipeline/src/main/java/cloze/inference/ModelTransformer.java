package cloze.inference;

import cloze.error.ContractViolationException;
import cloze.parallel.SharedValue;
import java.util.Arrays;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A Spark ML transformer that queries a trained model for each row and appends a column with the answer. It is saved
 * and loaded with its parameters. The model is given by the path of a checkpoint, a pretrain output or a model folder,
 * and is not copied. The driver reads and broadcasts it; each executor holds the weights once and shares them among its
 * tasks. Rows are processed in batches, but an answer is the same to the last bit whatever the partitioning, the order
 * and the other rows. The answer is null if an input is null.
 *
 * @param <T> the implementing class
 */
public abstract class ModelTransformer<T extends ModelTransformer<T>> extends Transformer
        implements DefaultParamsWritable {
    private static final long serialVersionUID = 1L;

    private final String uid;
    private final Param<String> model;
    private final Param<String> outputCol;

    ModelTransformer(String uid) {
        this.uid = uid;
        this.model = new Param<>(
                this, "model", "path of a checkpoint, a pretrain output or a model folder in Hugging Face's layout");
        this.outputCol = new Param<>(this, "outputCol", "column to append");
    }

    @Override
    public String uid() {
        return uid;
    }

    /** Names the path of the model. */
    public Param<String> model() {
        return model;
    }

    public T setModel(String path) {
        return with(model, path);
    }

    /** Names the column to append. */
    public Param<String> outputCol() {
        return outputCol;
    }

    public T setOutputCol(String name) {
        return with(outputCol, name);
    }

    /** Sets {@code param} and returns this transformer. */
    @SuppressWarnings("unchecked") // T is the transformer itself
    final <V> T with(Param<V> param, V value) {
        return (T) set(param, value);
    }

    /** Returns the names of the input columns, all of type string. */
    abstract String[] inputs();

    /** Returns the type of the column to append. */
    abstract DataType outputType();

    /**
     * Returns the query to run for each row.
     *
     * @throws cloze.error.InvalidInputException if the model cannot answer it
     */
    abstract Question inquiry(ServedModel served);

    /**
     * @throws cloze.error.ClozeException if the model does not exist or cannot answer, an input column is missing, or
     *     the output column exists already
     */
    @Override
    public final Dataset<Row> transform(Dataset<?> dataset) {
        StructType answered = transformSchema(dataset.schema());
        int[] places =
                Arrays.stream(inputs()).mapToInt(dataset.schema()::fieldIndex).toArray();
        SharedValue<ServedModel> served = ModelBroadcasts.of(dataset.sparkSession(), getOrDefault(model));
        Dataset<Row> rows = dataset.toDF()
                .mapPartitions(answer(served, inquiry(served.value()), places, answered), Encoders.row(answered));
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
                inputs ->
                        SessionPool.OF_THIS_PROCESS.with(served.value(), session -> inquiry.answers(session, inputs)));
    }

    @Override
    public final StructType transformSchema(StructType schema) {
        for (String input : inputs()) {
            requireText(schema, input);
        }
        String output = getOrDefault(outputCol);
        if (schema.getFieldIndex(output).isDefined()) {
            throw new ContractViolationException(
                    "%s: expected no column %s, because the answer is written there, found one; name another with setOutputCol"
                            .formatted(uid, output));
        }
        return schema.add(output, outputType(), true);
    }

    private void requireText(StructType schema, String input) {
        boolean isThere = schema.getFieldIndex(input).isDefined();
        if (!isThere || !schema.apply(input).dataType().sameType(DataTypes.StringType)) {
            throw new ContractViolationException("%s: expected a column %s of type string, found %s; the columns are %s"
                    .formatted(
                            uid,
                            input,
                            isThere ? schema.apply(input).dataType().simpleString() : "none",
                            String.join(", ", schema.fieldNames())));
        }
    }
}
