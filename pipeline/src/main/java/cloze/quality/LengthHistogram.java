package cloze.quality;

import java.io.Serializable;
import java.util.Arrays;

/** The number of examples of each length in tokens. Mutable. */
final class LengthHistogram implements Serializable {
    private static final long serialVersionUID = 1L;

    private long[] counts = {};

    void add(int length) {
        grow(length + 1);
        counts[length]++;
    }

    void add(LengthHistogram other) {
        grow(other.counts.length);
        for (int length = 0; length < other.counts.length; length++) {
            counts[length] += other.counts[length];
        }
    }

    private void grow(int size) {
        if (counts.length < size) {
            counts = Arrays.copyOf(counts, size);
        }
    }

    long examples() {
        return Arrays.stream(counts).sum();
    }

    long tokens() {
        long tokens = 0;
        for (int length = 0; length < counts.length; length++) {
            tokens += length * counts[length];
        }
        return tokens;
    }

    double mean() {
        return Shares.of(tokens(), examples());
    }

    /**
     * Returns the greatest length of an example; 0 without examples. The last count is never 0, because counts only
     * grow when an example is added.
     */
    int longest() {
        return Math.max(0, counts.length - 1);
    }

    /** Returns the number of examples with a length of {@code from} to {@code to}-1. */
    long between(int from, int to) {
        return Arrays.stream(counts, Math.min(from, counts.length), Math.min(to, counts.length))
                .sum();
    }

    /** Returns the histogram of the examples with a length of {@code from} to {@code to}-1. */
    LengthHistogram part(int from, int to) {
        var part = new LengthHistogram();
        for (int length = from; length < Math.min(to, counts.length); length++) {
            if (counts[length] > 0) {
                part.grow(length + 1);
                part.counts[length] = counts[length];
            }
        }
        return part;
    }

    /**
     * Returns the expected greatest length among {@code minibatch} distinct examples, drawn uniformly: the sum over l
     * of the probability that not all are at most l long. If there are fewer examples, all of them form the minibatch.
     */
    double meanLongestOf(int minibatch) {
        long examples = examples();
        int drawn = (int) Math.min(minibatch, examples);
        double expected = 0;
        long within = 0;
        for (long count : counts) {
            within += count;
            double allWithin = 1;
            for (int i = 0; i < drawn; i++) {
                allWithin *= Math.max(0, within - i) / (double) (examples - i);
            }
            expected += 1 - allWithin;
        }
        return expected;
    }
}
