package cloze.classify;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;

import org.apache.spark.ml.evaluation.Evaluator;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.DataTypes;

/**
 * The share of rows whose predicted label is right, for CrossValidator. Spark's own evaluators read only numbers; labels are text. A
 * row without a prediction counts as wrong.
 */
public final class LabelAccuracy extends Evaluator implements DefaultParamsWritable {
    private static final long serialVersionUID = 1L;

    private final String uid;
    private final Param<String> labelCol;
    private final Param<String> predictionCol;

    public LabelAccuracy() {
        this(Identifiable$.MODULE$.randomUID("labelAccuracy"));
    }

    /**
     * @param uid unique among the stages of a pipeline
     */
    public LabelAccuracy(String uid) {
        this.uid = uid;
        labelCol = new Param<>(this, "labelCol", "column with labels, strings or integers");
        predictionCol = new Param<>(this, "predictionCol", "column with predicted labels");
        setDefault(labelCol, "label");
        setDefault(predictionCol, "prediction");
    }

    /** Returns a reader; Spark ML calls this method by name. */
    public static MLReader<LabelAccuracy> read() {
        return new DefaultParamsReader<>();
    }

    /** Loads the evaluator saved in {@code path}. */
    public static LabelAccuracy load(String path) {
        return read().load(path);
    }

    @Override
    public String uid() {
        return uid;
    }

    /** Names the column with labels. */
    public Param<String> labelCol() {
        return labelCol;
    }

    public LabelAccuracy setLabelCol(String name) {
        set(labelCol, name);
        return this;
    }

    /** Names the column with predicted labels. */
    public Param<String> predictionCol() {
        return predictionCol;
    }

    public LabelAccuracy setPredictionCol(String name) {
        set(predictionCol, name);
        return this;
    }

    /** Returns the share, in [0, 1]; NaN without rows. */
    @Override
    public double evaluate(Dataset<?> dataset) {
        Column label = ColumnNames.column(getOrDefault(labelCol)).cast(DataTypes.StringType);
        Column isRight = label.equalTo(ColumnNames.column(getOrDefault(predictionCol)));
        Object share = dataset.agg(avg(coalesce(isRight, lit(false)).cast(DataTypes.IntegerType)))
                .head()
                .get(0);
        return share == null ? Double.NaN : (double) share;
    }

    @Override
    public LabelAccuracy copy(ParamMap extra) {
        return defaultCopy(extra);
    }
}
