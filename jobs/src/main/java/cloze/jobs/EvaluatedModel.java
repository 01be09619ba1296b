package cloze.jobs;

import cloze.config.ExamplesConfig.Objective;
import cloze.config.RunConfig;
import cloze.dataset.Documents;
import cloze.evaluate.MeasuredModel;
import cloze.evaluate.PromotionRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What an evaluation says of a model on held-out documents, for a comparison. The loss is the one that training minimises: of masked words, and
 * of next sentences by their weight.
 *
 * @param spark the session
 * @param nextSentenceWeight weight of the next-sentence loss; 0: it does not count
 */
record EvaluatedModel(SparkSession spark, double nextSentenceWeight) {
    static final String MASKED_LM_LOSS = "masked_lm_loss";
    private static final String NEXT_SENTENCE_LOSS = "next_sentence_loss";
    private static final List<String> MEASURED =
            List.of(MASKED_LM_LOSS, "masked_lm_accuracy", NEXT_SENTENCE_LOSS, "next_sentence_accuracy");

    /** What is compared, the deciding metric first. */
    static final List<String> METRICS = metrics();

    static EvaluatedModel of(SparkSession spark, RunConfig config) {
        boolean alone = config.examples().objective() == Objective.MLM_ONLY;
        return new EvaluatedModel(spark, alone ? 0 : config.training().nextSentenceWeight());
    }

    private static List<String> metrics() {
        List<String> metrics = new ArrayList<>(List.of(PromotionRule.LOSS));
        metrics.addAll(MEASURED);
        return List.copyOf(metrics);
    }

    /** The masked-word loss on training examples, by the output of an evaluate run that measured some. */
    double maskedLmLossInTraining(String evaluated) {
        return number(split(evaluated, Documents.TRAIN), MASKED_LM_LOSS);
    }

    private Row split(String evaluated, String name) {
        return EvaluationTables.read(spark, evaluated, EvaluationTables.EVALUATION).collectAsList().stream()
                .filter(row -> row.<String>getAs("split").equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Reads the output of an evaluate run. */
    MeasuredModel read(String evaluated) {
        Row held = split(evaluated, Documents.VALIDATION);
        List<Row> rows = EvaluationTables.read(spark, evaluated, EvaluationTables.RESAMPLINGS)
                .orderBy("resampling")
                .collectAsList();
        Map<String, Double> metrics = new HashMap<>();
        Map<String, List<Double>> resampled = new HashMap<>();
        for (String metric : MEASURED) {
            metrics.put(metric, number(held, metric));
            resampled.put(metric, rows.stream().map(row -> number(row, metric)).toList());
        }
        metrics.put(PromotionRule.LOSS, loss(metrics.get(MASKED_LM_LOSS), metrics.get(NEXT_SENTENCE_LOSS)));
        resampled.put(
                PromotionRule.LOSS,
                IntStream.range(0, rows.size())
                        .mapToObj(i -> loss(
                                resampled.get(MASKED_LM_LOSS).get(i),
                                resampled.get(NEXT_SENTENCE_LOSS).get(i)))
                        .toList());
        return new MeasuredModel(metrics, resampled);
    }

    private double loss(double maskedLm, double nextSentence) {
        return nextSentenceWeight == 0 ? maskedLm : maskedLm + nextSentenceWeight * nextSentence;
    }

    private static double number(Row row, String column) {
        Double value = row.getAs(column);
        return value == null ? Double.NaN : value;
    }
}
