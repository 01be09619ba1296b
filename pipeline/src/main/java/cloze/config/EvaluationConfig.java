package cloze.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a model is evaluated.
 *
 * @param evalBatchSize examples per forward pass
 * @param trainExamples number of training examples to measure besides the validation examples, drawn by key; 0 for none
 * @param maskedLmProb share of an example's positions to predict, in (0, 1); 0 for the masks that the examples were
 *     prepared with
 * @param bootstrapSamples number of resamplings of the documents for each 95 % interval; 0 for no intervals
 * @param slices properties that divide answers into slices, keys of {@link SliceKind}; empty for none
 */
public record EvaluationConfig(
        int evalBatchSize, int trainExamples, double maskedLmProb, int bootstrapSamples, List<String> slices) {
    public EvaluationConfig {
        slices = List.copyOf(slices);
        List<String> kinds = slices;
        Problems.check("evaluation", problems -> problems.require(
                        evalBatchSize >= 1, "eval-batch-size", evalBatchSize, "must be at least 1")
                .require(trainExamples >= 0, "train-examples", trainExamples, "must be at least 0")
                .require(
                        maskedLmProb >= 0 && maskedLmProb < 1,
                        "masked-lm-prob",
                        maskedLmProb,
                        "must be in (0, 1), or 0 for the masks of prepare")
                .require(bootstrapSamples >= 0, "bootstrap-samples", bootstrapSamples, "must be at least 0")
                .require(
                        SliceKind.keys().containsAll(kinds),
                        "slices",
                        kinds,
                        "must be some of " + String.join(", ", SliceKind.keys()))
                .require(kinds.stream().distinct().count() == kinds.size(), "slices", kinds, "must differ"));
    }

    /** Returns a copy that measures {@code count} training examples. */
    public EvaluationConfig withTrainExamples(int count) {
        return Records.copy(this, Map.of("trainExamples", count));
    }

    /** Returns {@code prepared} with the share of positions to predict of this evaluation. */
    public ExamplesConfig rules(ExamplesConfig prepared) {
        return maskedLmProb == 0 ? prepared : Records.copy(prepared, Map.of("maskedLmProb", maskedLmProb));
    }

    /** Returns the properties as values, in the order of {@link SliceKind}. */
    public List<SliceKind> sliceKinds() {
        return slices.stream()
                .map(SliceKind::of)
                .flatMap(Optional::stream)
                .sorted()
                .toList();
    }
}
