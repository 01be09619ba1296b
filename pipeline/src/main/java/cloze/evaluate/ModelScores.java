package cloze.evaluate;

import cloze.dataset.Predictor;
import cloze.dataset.Task;
import cloze.network.graph.BatchPredictions;
import cloze.shard.MaskedExample;
import cloze.shard.Minibatch;
import java.util.List;

/** The scores of the model on each masked position and each pair of one minibatch. */
final class ModelScores {
    private final List<MaskedExample> examples;
    private final BatchPredictions predictions;

    /** For each example, the number of masked positions in the examples before it. */
    private final int[] before;

    /** Runs {@code network} over {@code examples}. */
    ModelScores(ScoringNetwork network, List<MaskedExample> examples) {
        this.examples = List.copyOf(examples);
        // The key of the minibatch has no effect, because evaluation does not use dropout.
        predictions = network.predict(Minibatch.of(examples, 0));
        before = new int[examples.size()];
        for (int i = 1; i < before.length; i++) {
            before[i] = before[i - 1] + examples.get(i - 1).maskedIds().length;
        }
    }

    List<MaskedExample> examples() {
        return examples;
    }

    /** Adds masked position {@code index} of example {@code i} to {@code tally}. */
    void addPosition(int i, int index, Tally tally) {
        int masked = before[i] + index;
        tally.add(
                Predictor.MODEL,
                Task.MASKED_LM,
                predictions.maskedLmLosses()[masked],
                predictions.maskedLmCorrect()[masked] ? 1 : 0);
    }

    /** Adds the pair of example {@code i} to {@code tally}. */
    void addPair(int i, Tally tally) {
        predictions.pairs().forEach((task, found) -> {
            int label = examples.get(i).label(task);
            boolean isOne = found.probabilities()[i] > 0.5;
            tally.add(Predictor.MODEL, task, found.losses()[i], isOne == (label == 1) ? 1 : 0);
            tally.add(Predictor.CONSTANT, task, 0, label);
        });
    }

    /** Returns the predicted probability that the pair of example {@code i} is random. */
    float randomProbability(int i) {
        return predictions.of(Task.NEXT_SENTENCE).probabilities()[i];
    }

    /** Returns the tally of example {@code i} alone. */
    Tally ofExample(int i) {
        var tally = new Tally();
        for (int index = 0; index < examples.get(i).maskedIds().length; index++) {
            addPosition(i, index, tally);
        }
        addPair(i, tally);
        return tally;
    }
}
