package cloze.inference;

import cloze.error.ContractViolationException;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A Spark ML transformer that asks a trained model about each row and appends a column with the answer. Saved and loaded with its
 * parameters; the model is the path of a checkpoint, a pretrain output or a model folder and stays where it is. The driver reads it and
 * broadcasts it; each executor holds the weights once and shares them among its tasks. Rows are independent: whatever the partitions, the
 * answers are the same bits. Where an input is null, so is the answer.
 *
 * @param <T> the transformer itself
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
        this.outputCol = new Param<>(this, "outputCol", "column that is appended");
    }

    @Override
    public String uid() {
        return uid;
    }

    /** Path of the model. */
    public Param<String> model() {
        return model;
    }

    public T setModel(String path) {
        return with(model, path);
    }

    /** Name of the column that is appended. */
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

    /** Names of the columns that are read, all of them strings. */
    abstract String[] inputs();

    /** Type of the column that is appended. */
    abstract DataType outputType();

    /** The answer for a row without nulls. */
    abstract Column answer(Broadcast<ServedModel> served);

    /** @throws cloze.error.ClozeException when there is no such model, it cannot answer, or a column is missing or in the way */
    @Override
    public final Dataset<Row> transform(Dataset<?> dataset) {
        transformSchema(dataset.schema());
        Broadcast<ServedModel> served = ModelBroadcasts.of(dataset.sparkSession(), getOrDefault(model));
        Column present = functions.lit(true);
        for (String input : inputs()) {
            present = present.and(column(input).isNotNull());
        }
        return dataset.withColumn(getOrDefault(outputCol), functions.when(present, answer(served)));
    }

    /** The column {@code name}, dots and all. */
    static Column column(String name) {
        return functions.col("`" + name.replace("`", "``") + "`");
    }

    @Override
    public final StructType transformSchema(StructType schema) {
        for (String input : inputs()) {
            requireText(schema, input);
        }
        String output = getOrDefault(outputCol);
        if (schema.getFieldIndex(output).isDefined()) {
            throw new ContractViolationException(
                    "%s: expected no column %s, where its answer goes, found one; name another with setOutputCol"
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
