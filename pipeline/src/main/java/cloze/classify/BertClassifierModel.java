package cloze.classify;

import cloze.error.InvalidInputException;
import cloze.inference.ServedModel;
import cloze.platform.SparkPlatform;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * A fine-tuned classifier. Appends the probability of each label, and the likeliest label as text. Rows are answered on
 * executors; an answer is the same to the last bit whatever the partitioning, the order and the other rows. It is null if
 * a text is null.
 *
 * <p>A saved model is also a folder that {@code BertForSequenceClassification} of transformers loads.
 */
public final class BertClassifierModel extends Model<BertClassifierModel>
        implements ClassifierColumns<BertClassifierModel>, MLWritable {
    private static final long serialVersionUID = 1L;

    private final String uid;
    private final ColumnParams columns;

    /** Empty only between the two steps in which Spark ML restores a saved model. */
    private final transient Optional<ServedModel> classifier;

    private final transient Optional<FineTuningSummary> summary;

    /**
     * Creates a model without weights. Spark ML calls this constructor when it restores a model; load one with
     * {@link #load}.
     *
     * @param uid unique among the stages of a pipeline
     */
    public BertClassifierModel(String uid) {
        this(uid, Optional.empty(), Optional.empty());
    }

    /** Creates the model that a run has fitted. */
    BertClassifierModel(String uid, ServedModel classifier, FineTuningSummary summary) {
        this(uid, Optional.of(classifier), Optional.of(summary));
    }

    private BertClassifierModel(String uid, Optional<ServedModel> classifier, Optional<FineTuningSummary> summary) {
        this.uid = uid;
        this.columns = ColumnParams.of(this);
        this.classifier = classifier;
        this.summary = summary;
    }

    /** Returns a reader; Spark ML calls this method by name. */
    public static MLReader<BertClassifierModel> read() {
        return new ClassifierReader();
    }

    /** Loads the model saved in {@code path}. */
    public static BertClassifierModel load(String path) {
        return read().load(path);
    }

    /**
     * Opens a {@code BertForSequenceClassification} of transformers, wherever it was fine-tuned.
     *
     * @throws InvalidInputException if there is none in {@code path}, or it is not supported
     */
    public static BertClassifierModel ofFolder(SparkSession spark, String path) {
        return new BertClassifierModel(Identifiable$.MODULE$.randomUID("bertClassifierModel"))
                .with(ClassifierReader.classifier(spark, path));
    }

    /** Returns a copy with weights. */
    BertClassifierModel with(ServedModel weights) {
        return copyValues(new BertClassifierModel(uid, Optional.of(weights), summary), new ParamMap());
    }

    @Override
    public String uid() {
        return uid;
    }

    @Override
    public ColumnParams columns() {
        return columns;
    }

    /** Returns the labels, in the order of the probabilities. */
    public List<String> labels() {
        return classifier().labels();
    }

    /** Returns what the run did that fitted this model; empty for a loaded model. */
    public Optional<FineTuningSummary> summary() {
        return summary;
    }

    ServedModel classifier() {
        return classifier.orElseThrow(() -> new InvalidInputException(
                "%s: expected a classifier with weights, found none; use BertClassifier.fit or BertClassifierModel.load"
                        .formatted(uid)));
    }

    @Override
    public Dataset<Row> transform(Dataset<?> dataset) {
        SparkPlatform.require();
        transformSchema(dataset.schema());
        return new AppendedColumns(uid, this).append(dataset, classifier());
    }

    @Override
    public StructType transformSchema(StructType schema) {
        return new AppendedColumns(uid, this).schema(schema);
    }

    @Override
    public MLWriter write() {
        return new ClassifierWriter(this);
    }

    @Override
    public BertClassifierModel copy(ParamMap extra) {
        return copyValues(new BertClassifierModel(uid, classifier, summary), extra)
                .setParent(parent());
    }
}
