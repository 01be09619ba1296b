package cloze.classify;

import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;

/**
 * The parameters that {@link ClassifierColumns} gives access to.
 *
 * @param text column with texts
 * @param textB column with the second text of pairs; empty for single texts
 * @param prediction column to append with the likeliest label
 * @param probability column to append with the probabilities
 * @param maxSeqLength maximum number of tokens
 */
public record ColumnParams(
        Param<String> text,
        Param<String> textB,
        Param<String> prediction,
        Param<String> probability,
        IntParam maxSeqLength) {
    private static final int DEFAULT_LENGTH = 128;

    /** Creates the parameters of {@code stage}, with their defaults. */
    static ColumnParams of(Params stage) {
        var params = new ColumnParams(
                new Param<>(stage, "textCol", "column with texts"),
                new Param<>(stage, "textBCol", "column with the second text of a pair; empty for single texts"),
                new Param<>(stage, "predictionCol", "column to append with the likeliest label"),
                new Param<>(
                        stage, "probabilityCol", "column to append with the probability of each label, in their order"),
                new IntParam(
                        stage,
                        "maxSeqLength",
                        "maximum number of tokens read from a text or a pair, including [CLS] and [SEP]; the rest is ignored. At most the number of positions the model has",
                        ParamValidators.gtEq(5)));
        stage.setDefault(params.text, "text");
        stage.setDefault(params.textB, "");
        stage.setDefault(params.prediction, "prediction");
        stage.setDefault(params.probability, "probability");
        stage.setDefault(params.maxSeqLength, DEFAULT_LENGTH);
        return params;
    }
}
