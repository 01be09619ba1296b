package cloze.config;

import java.util.List;
import java.util.Optional;

/**
 * How a model is measured.
 *
 * @param evalBatchSize examples per forward pass
 * @param trainExamples training examples measured beside the validation examples, drawn by key; 0: none
 * @param bootstrapSamples resamplings of the documents behind each 95 % interval; 0: no interval
 * @param slices properties by which answers are told apart, keys of {@link SliceKind}; empty: none
 */
public record EvaluationConfig(int evalBatchSize, int trainExamples, int bootstrapSamples, List<String> slices) {
    public EvaluationConfig {
        slices = List.copyOf(slices);
        List<String> kinds = slices;
        Problems.check("evaluation", problems -> problems.require(
                        evalBatchSize >= 1, "eval-batch-size", evalBatchSize, "must be at least 1")
                .require(trainExamples >= 0, "train-examples", trainExamples, "must be at least 0")
                .require(bootstrapSamples >= 0, "bootstrap-samples", bootstrapSamples, "must be at least 0")
                .require(
                        SliceKind.keys().containsAll(kinds),
                        "slices",
                        kinds,
                        "must be some of " + String.join(", ", SliceKind.keys()))
                .require(kinds.stream().distinct().count() == kinds.size(), "slices", kinds, "must differ"));
    }

    /** The properties as values, in the order of {@link SliceKind}. */
    public List<SliceKind> sliceKinds() {
        return slices.stream()
                .map(SliceKind::of)
                .flatMap(Optional::stream)
                .sorted()
                .toList();
    }
}
