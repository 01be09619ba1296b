package cloze.shard;

import java.io.Serializable;
import java.util.List;

/**
 * How examples are kept together by their length, so that little of a minibatch is padding. A block is {@code blockSize} examples of one
 * bin that follow each other in the epoch's order; a minibatch is a block or an even part of one.
 *
 * @param limits largest length of each bin in tokens, rising; longer examples make one more bin. Empty: no bins
 * @param blockSize examples of a block
 */
public record LengthBins(List<Long> limits, int blockSize) implements Serializable {
    /** Examples of any length side by side. */
    public static final LengthBins NONE = new LengthBins(List.of(), 1);

    public LengthBins {
        limits = List.copyOf(limits);
        if (blockSize < 1) {
            throw new IllegalArgumentException("blockSize = " + blockSize + ", must be at least 1");
        }
    }

    boolean areNone() {
        return limits.isEmpty();
    }

    /** How many bins there are. */
    int count() {
        return limits.size() + 1;
    }

    /** The bin of an example of {@code length} tokens, from 0. */
    int of(int length) {
        int bin = 0;
        while (bin < limits.size() && length > limits.get(bin)) {
            bin++;
        }
        return bin;
    }
}
