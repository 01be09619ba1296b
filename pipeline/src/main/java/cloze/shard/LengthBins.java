package cloze.shard;

import java.io.Serializable;
import java.util.List;

/**
 * Groups examples by length to reduce padding in minibatches. A block is {@code blockSize} examples of one bin that are
 * consecutive in the order of the epoch. A minibatch is a block or an equal part of one.
 *
 * @param limits largest length of each bin in tokens, ascending; longer examples form one more bin. Empty for no bins
 * @param blockSize number of examples per block
 */
public record LengthBins(List<Long> limits, int blockSize) implements Serializable {
    /** No grouping; examples of any length are mixed. */
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

    /** Returns the number of bins. */
    int count() {
        return limits.size() + 1;
    }

    /** Returns the bin of an example of {@code length} tokens, from 0. */
    int of(int length) {
        int bin = 0;
        while (bin < limits.size() && length > limits.get(bin)) {
            bin++;
        }
        return bin;
    }
}
