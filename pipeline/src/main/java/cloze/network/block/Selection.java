package cloze.network.block;

/**
 * Which packed rows a layer computes, example after example.
 *
 * @param starts [B + 1], where each example's rows begin among the selected, then their number Q
 * @param sources [Q], the packed row of each
 * @param isAll whether these are all packed rows in their order
 */
@SuppressWarnings("ArrayRecordComponent") // a minibatch's index, never compared
record Selection(int[] starts, int[] sources, boolean isAll) {
    int size() {
        return sources.length;
    }

    /** Rows of one example. */
    int count(int example) {
        return starts[example + 1] - starts[example];
    }

    /** Pairs of one of these rows and one of the same example's {@code others}. */
    long pairs(Selection others) {
        long pairs = 0;
        for (int example = 0; example < starts.length - 1; example++) {
            pairs += (long) count(example) * others.count(example);
        }
        return pairs;
    }
}
