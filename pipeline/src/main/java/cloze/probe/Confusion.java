package cloze.probe;

import cloze.evaluate.DocumentBootstrap;
import cloze.random.Seeds;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How often each label was predicted for each true label.
 *
 * @param counts [K][K], true label by predicted label
 */
@SuppressWarnings("ArrayRecordComponent") // created once, never compared
record Confusion(long[][] counts) implements Serializable {
    /** Returns the number of texts. */
    long texts() {
        return Arrays.stream(counts).flatMapToLong(Arrays::stream).sum();
    }

    private long hits() {
        return IntStream.range(0, counts.length)
                .mapToLong(label -> counts[label][label])
                .sum();
    }

    /** Returns the share of texts whose label was predicted. */
    double accuracy() {
        return (double) hits() / texts();
    }

    /**
     * Returns the mean over the labels of F1 = 2 * hits / (true + predicted). A label that is neither true nor predicted
     * for any text does not count.
     */
    double macroF1() {
        double sum = 0;
        int known = 0;
        for (int label = 0; label < counts.length; label++) {
            int column = label;
            long isTrue = Arrays.stream(counts[label]).sum();
            long predicted = Arrays.stream(counts).mapToLong(row -> row[column]).sum();
            if (isTrue + predicted > 0) {
                sum += 2.0 * counts[label][label] / (isTrue + predicted);
                known++;
            }
        }
        return sum / known;
    }

    /** Returns the sum of both, which measure different texts. */
    Confusion with(Confusion other) {
        long[][] sums = new long[counts.length][];
        for (int label = 0; label < sums.length; label++) {
            sums[label] = counts[label].clone();
            for (int predicted = 0; predicted < sums[label].length; predicted++) {
                sums[label][predicted] += other.counts[label][predicted];
            }
        }
        return new Confusion(sums);
    }

    /**
     * Returns the 2.5 % and 97.5 % quantiles of the accuracy over resamplings of the texts; NaN twice if there are none.
     * Drawing n of n texts with replacement draws a hit n times with the probability {@link #accuracy}.
     */
    List<Double> interval(int resamplings, long seed) {
        double accuracy = accuracy();
        long texts = texts();
        return DocumentBootstrap.middle(IntStream.range(0, resamplings)
                .mapToDouble(resampling -> {
                    SplittableRandom random = Seeds.forRow(seed, "probe-bootstrap", resampling);
                    long hits = 0;
                    for (long text = 0; text < texts; text++) {
                        hits += random.nextDouble() < accuracy ? 1 : 0;
                    }
                    return (double) hits / texts;
                })
                .toArray());
    }
}
