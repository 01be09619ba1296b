package cloze.network.block;

/**
 * The packed rows that a layer computes, grouped by example.
 *
 * @param starts [B + 1], index of each example's first selected row, then Q, the number of selected rows
 * @param sources [Q], packed row of each selected row
 * @param isAll whether these are all packed rows in order
 */
@SuppressWarnings("ArrayRecordComponent") // a minibatch's index, never compared
record Selection(int[] starts, int[] sources, boolean isAll) {
    int size() {
        return sources.length;
    }

    /** Returns the number of selected rows of one example. */
    int count(int example) {
        return starts[example + 1] - starts[example];
    }

    /** Returns the number of pairs of a selected row and a row that {@code others} selects from the same example. */
    long pairs(Selection others) {
        long pairs = 0;
        for (int example = 0; example < starts.length - 1; example++) {
            pairs += (long) count(example) * others.count(example);
        }
        return pairs;
    }
}
