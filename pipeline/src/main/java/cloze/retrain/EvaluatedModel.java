package cloze.retrain;

import cloze.artifact.Evaluation;
import cloze.config.ExamplesConfig.Objective;
import cloze.config.RunConfig;
import cloze.dataset.Documents;
import cloze.dataset.Metrics;
import cloze.dataset.Task;
import cloze.error.CorruptArtifactException;
import cloze.evaluate.MeasuredModel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;

/**
 * Reads the metrics of a model on held-out documents for a comparison. The loss is the training objective: masked-word
 * loss plus weighted next-sentence loss.
 */
final class EvaluatedModel {
    /** The compared metrics, the deciding one first. */
    static final List<String> METRICS = metrics();

    private final Configuration hadoop;
    private final double nextSentenceWeight;

    /** @param nextSentenceWeight weight of the next-sentence loss; 0 leaves it out */
    private EvaluatedModel(Configuration hadoop, double nextSentenceWeight) {
        this.hadoop = hadoop;
        this.nextSentenceWeight = nextSentenceWeight;
    }

    static EvaluatedModel of(Configuration hadoop, RunConfig config) {
        boolean alone = config.examples().objective() == Objective.MLM_ONLY;
        return new EvaluatedModel(hadoop, alone ? 0 : config.training().nextSentenceWeight());
    }

    private static List<String> metrics() {
        List<String> metrics = new ArrayList<>(List.of(PromotionRule.LOSS));
        metrics.addAll(Metrics.columns(Metrics.MODEL));
        return List.copyOf(metrics);
    }

    /** Returns the masked-word loss on training examples, from the output of an evaluate run that measured some. */
    double maskedLmLossInTraining(String evaluated) {
        return Evaluation.read(hadoop, evaluated).value(Documents.TRAIN, Metrics.loss(Task.MASKED_LM));
    }

    /**
     * Reads the output of an evaluate run.
     *
     * @throws CorruptArtifactException if it measured no validation examples
     */
    MeasuredModel read(String evaluated) {
        Evaluation splits = Evaluation.read(hadoop, evaluated);
        splits.value(Documents.VALIDATION, Metrics.loss(Task.MASKED_LM));
        MeasuredModel measured = splits.measured(Metrics.MODEL);
        int resamplings =
                measured.resampled().get(Metrics.loss(Task.MASKED_LM).column()).size();
        return measured.with(
                PromotionRule.LOSS,
                loss(task -> measured.value(Metrics.loss(task).column())),
                IntStream.range(0, resamplings)
                        .mapToObj(i -> loss(task -> measured.resampled()
                                .get(Metrics.loss(task).column())
                                .get(i)))
                        .toList());
    }

    private double loss(ToDoubleFunction<Task> ofTask) {
        double loss = ofTask.applyAsDouble(Task.MASKED_LM);
        if (nextSentenceWeight > 0) {
            for (Task task : Task.ofPairs()) {
                loss += nextSentenceWeight * ofTask.applyAsDouble(task);
            }
        }
        return loss;
    }
}
