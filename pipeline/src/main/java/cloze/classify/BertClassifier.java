package cloze.classify;

import cloze.inference.ServedModel;
import cloze.platform.SparkPlatform;
import cloze.release.ModelWeights;
import cloze.train.SparkTrainers;
import java.util.List;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Fine-tunes all weights of a pre-trained BERT to classify texts, or pairs of texts. On top of the pooler of [CLS] stands
 * a new layer with one logit per label, as in {@code BertForSequenceClassification} of transformers. The model's other
 * heads take no part.
 *
 * <p>Workers train on executors, and their weights are averaged; see {@code cloze.train}. The driver holds the model, but
 * no examples. The fitted weights are the same to the bit whatever the partitions, the order of the rows and the number of
 * executors. Like the weights of pre-training, they depend on {@link #workers} and on the type of the machine.
 */
public final class BertClassifier extends Estimator<BertClassifierModel>
        implements ClassifierColumns<BertClassifier>, TuningSettings<BertClassifier>, DefaultParamsWritable {
    private static final long serialVersionUID = 1L;

    private final String uid;
    private final ColumnParams columns;
    private final TuningParams tuning;
    private final Param<String> model;
    private final Param<String> labelCol;
    private final DoubleParam dropout;
    private final LongParam seed;
    private final Param<String> workFolder;

    public BertClassifier() {
        this(Identifiable$.MODULE$.randomUID("bertClassifier"));
    }

    /**
     * @param uid unique among the stages of a pipeline
     */
    public BertClassifier(String uid) {
        this.uid = uid;
        columns = ColumnParams.of(this);
        tuning = TuningParams.of(this);
        model = new Param<>(
                this, "model", "path of a checkpoint, a pretrain output or a model folder in Hugging Face's layout");
        labelCol = new Param<>(this, "labelCol", "column with labels, strings or integers");
        dropout = new DoubleParam(
                this,
                "dropout",
                "share of the pooler's output that is dropped in training; that of the model's hidden layers unless set",
                ParamValidators.inRange(0, 1, true, false));
        seed = new LongParam(this, "seed", "seed of the output layer's weights, the order of examples and dropout");
        workFolder = new Param<>(
                this,
                "workFolder",
                "folder for training examples while fit runs, on a file system that driver and executors share; unless set, Spark's checkpoint folder, and with a local master the system's folder for temporary files");
        setDefault(model, "");
        setDefault(labelCol, "label");
        setDefault(seed, 0L);
        setDefault(workFolder, "");
    }

    /** Returns a reader; Spark ML calls this method by name. */
    public static MLReader<BertClassifier> read() {
        return new DefaultParamsReader<>();
    }

    /** Loads the estimator saved in {@code path}. */
    public static BertClassifier load(String path) {
        return read().load(path);
    }

    @Override
    public String uid() {
        return uid;
    }

    @Override
    public ColumnParams columns() {
        return columns;
    }

    @Override
    public TuningParams tuning() {
        return tuning;
    }

    /** Names the path of the pre-trained model. */
    public Param<String> model() {
        return model;
    }

    public BertClassifier setModel(String path) {
        set(model, path);
        return this;
    }

    /** Names the column with labels, strings or integers. */
    public Param<String> labelCol() {
        return labelCol;
    }

    public BertClassifier setLabelCol(String name) {
        set(labelCol, name);
        return this;
    }

    /** Sets the share of the pooler's output that is dropped in training. */
    public DoubleParam dropout() {
        return dropout;
    }

    public BertClassifier setDropout(double share) {
        set(dropout, share);
        return this;
    }

    /** Sets the seed of the output layer's weights, the order of examples and dropout. */
    public LongParam seed() {
        return seed;
    }

    public BertClassifier setSeed(long value) {
        set(seed, value);
        return this;
    }

    /** Names the folder for training examples while {@link #fit} runs. */
    public Param<String> workFolder() {
        return workFolder;
    }

    public BertClassifier setWorkFolder(String path) {
        set(workFolder, path);
        return this;
    }

    /**
     * Fine-tunes the model.
     *
     * @throws cloze.error.ContractViolationException if a column is missing or of another type
     * @throws cloze.error.InvalidInputException if there is no such model, it cannot read text, a row has no label or no text, or
     *     all rows have one label
     * @throws cloze.error.TrainingDivergedException if a loss, gradient or weight is not finite
     */
    @Override
    public BertClassifierModel fit(Dataset<?> dataset) {
        SparkPlatform.require();
        transformSchema(dataset.schema());
        SparkSession spark = dataset.sparkSession();
        SparkTrainers.check(spark);
        long draws = (long) getOrDefault(seed);
        PretrainedBert start =
                PretrainedBert.open(spark.sparkContext().hadoopConfiguration(), getOrDefault(model), draws);
        List<String> labels = labelColumn().labels(dataset);
        int longest = Math.min((int) getOrDefault(maxSeqLength()), start.longest());
        try (WorkFolder folder = WorkFolder.in(spark, getOrDefault(workFolder), uid);
                LabelledTexts texts = LabelledTexts.of(
                        dataset, inputs(), labelColumn(), new EncodeTexts(start.tokenizer(), longest, labels))) {
            long examples = texts.examples(uid);
            ModelWeights classifier = start.weights().classifier(labels, draws);
            double dropped = isDefined(dropout)
                    ? (double) getOrDefault(dropout)
                    : classifier.network().hiddenDropoutProb();
            FineTuned tuned = new FineTuning(spark, tuning.training(this), draws)
                    .run(classifier, dropped, examples, folder.shards(texts.rows(), draws));
            var fitted = new BertClassifierModel(
                    uid, ServedModel.of(uid, tuned.weights(), start.tokenizer()), tuned.summary());
            return copyValues(fitted, new ParamMap()).setParent(this);
        }
    }

    private LabelColumn labelColumn() {
        return new LabelColumn(uid, getOrDefault(labelCol));
    }

    @Override
    public StructType transformSchema(StructType schema) {
        labelColumn().require(schema);
        return new AppendedColumns(uid, this).schema(schema);
    }

    @Override
    public BertClassifier copy(ParamMap extra) {
        return defaultCopy(extra);
    }
}
