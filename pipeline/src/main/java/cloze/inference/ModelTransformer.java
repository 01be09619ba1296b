package cloze.inference;

import cloze.parallel.SharedValue;
import cloze.platform.SparkPlatform;
import java.util.List;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
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
        SparkPlatform.require();
        column().schema(dataset.schema()); // before the model is read
        SharedValue<ServedModel> served = ModelBroadcasts.of(dataset.sparkSession(), getOrDefault(model));
        return column().append(dataset, served, inquiry(served.value()));
    }

    @Override
    public final StructType transformSchema(StructType schema) {
        return column().schema(schema);
    }

    private AnswerColumn column() {
        return new AnswerColumn(uid, List.of(inputs()), getOrDefault(outputCol), outputType());
    }
}
