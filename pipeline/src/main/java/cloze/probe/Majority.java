package cloze.probe;

import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The classifier that knows only how frequent labels are.
 *
 * @param counts [folds][K], number of texts
 * @param hasTest whether fold 0 alone is measured
 */
@SuppressWarnings("ArrayRecordComponent") // created once, never compared
record Majority(long[][] counts, boolean hasTest) {
    /** Returns what it predicts for each measured text: the most frequent label of the other folds, the first of several. */
    Confusion confusion() {
        return IntStream.range(0, measuredFolds())
                .mapToObj(this::confusion)
                .reduce(Confusion::with)
                .orElseThrow();
    }

    int measuredFolds() {
        return hasTest ? 1 : counts.length;
    }

    private Confusion confusion(int fold) {
        int labels = counts[fold].length;
        long[] learned = new long[labels];
        int best = 0;
        for (int label = 0; label < labels; label++) {
            int index = label;
            learned[label] = IntStream.range(0, counts.length)
                    .filter(other -> other != fold)
                    .mapToLong(other -> counts[other][index])
                    .sum();
            best = learned[label] > learned[best] ? label : best;
        }
        long[][] cells = new long[labels][labels];
        for (int label = 0; label < labels; label++) {
            cells[label][best] = counts[fold][label];
        }
        return new Confusion(cells);
    }

    /** Returns the number of texts to learn from, of the first fold that is measured. */
    long trainTexts() {
        return IntStream.range(1, counts.length)
                .mapToLong(fold -> LongStream.of(counts[fold]).sum())
                .sum();
    }

    /** Returns the largest number of texts of one label that a sample can learn from. */
    long largestClass() {
        return IntStream.range(0, counts[0].length)
                .mapToLong(label -> IntStream.range(1, counts.length)
                        .mapToLong(fold -> counts[fold][label])
                        .sum())
                .max()
                .orElse(0);
    }
}
