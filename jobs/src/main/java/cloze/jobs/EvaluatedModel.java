package cloze.jobs;

import cloze.artifact.Evaluation;
import cloze.config.ExamplesConfig.Objective;
import cloze.config.RunConfig;
import cloze.dataset.Documents;
import cloze.evaluate.MeasuredModel;
import cloze.evaluate.PromotionRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
        return Evaluation.read(spark, evaluated).value(Documents.TRAIN, MASKED_LM_LOSS);
    }

    /** Reads the output of an evaluate run. */
    MeasuredModel read(String evaluated) {
        Evaluation measured = Evaluation.read(spark, evaluated);
        Map<String, Double> metrics = measured.values(Documents.VALIDATION, MEASURED);
        double maskedLmLoss = measured.value(Documents.VALIDATION, MASKED_LM_LOSS);
        metrics.put(PromotionRule.LOSS, loss(maskedLmLoss, metrics.get(NEXT_SENTENCE_LOSS)));
        Map<String, List<Double>> resampled = measured.resampled(MEASURED);
        List<Double> maskedLm = resampled.get(MASKED_LM_LOSS);
        List<Double> nextSentence = resampled.get(NEXT_SENTENCE_LOSS);
        resampled.put(
                PromotionRule.LOSS,
                IntStream.range(0, maskedLm.size())
                        .mapToObj(i -> loss(maskedLm.get(i), nextSentence.get(i)))
                        .toList());
        return new MeasuredModel(metrics, resampled);
    }

    private double loss(double maskedLm, double nextSentence) {
        return nextSentenceWeight == 0 ? maskedLm : maskedLm + nextSentenceWeight * nextSentence;
    }
}
