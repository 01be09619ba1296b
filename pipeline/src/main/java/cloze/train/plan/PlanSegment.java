package cloze.train.plan;

/**
 * Consecutive minibatches of a run with the same size B, from the examples of one phase. The minibatches of an epoch
 * follow each other until its examples are used up. They end at multiples of B, so that minibatches of different sizes
 * have common ends if one size divides the other. The last minibatch of an epoch may be smaller, and so may the first
 * one after minibatches of another size. Positions are computed directly, without iterating over minibatches.
 *
 * @param first number of its first minibatch in the run
 * @param count number of minibatches
 * @param phase the length phase of its examples, from 0
 * @param examplesPerEpoch number of examples of that phase
 * @param batchSize examples per minibatch
 * @param start position where its first minibatch begins
 */
record PlanSegment(long first, long count, int phase, long examplesPerEpoch, int batchSize, Place start) {

    /**
     * A position between two examples of a run.
     *
     * @param epoch the pass over the examples, from 0
     * @param offset number of examples of that epoch before it
     */
    record Place(int epoch, long offset) {}

    PlanSegment withCount(long other) {
        return new PlanSegment(first, other, phase, examplesPerEpoch, batchSize, start);
    }

    /** Returns the position where minibatch {@code number} of the run begins. */
    Place at(long number) {
        long index = number - first;
        long before = start.offset() / batchSize;
        long inFirstEpoch = ceilDivide(examplesPerEpoch, batchSize) - before;
        if (index < inFirstEpoch) {
            return new Place(start.epoch(), Math.max(start.offset(), (before + index) * batchSize));
        }
        long perEpoch = ceilDivide(examplesPerEpoch, batchSize);
        long later = index - inFirstEpoch;
        return new Place(Math.toIntExact(start.epoch() + 1 + later / perEpoch), later % perEpoch * batchSize);
    }

    /** Returns the end offset of the minibatch that begins at {@code place}. */
    long behind(Place place) {
        return Math.min(examplesPerEpoch, (place.offset() / batchSize + 1) * batchSize);
    }

    /** Returns the position where its last minibatch ends, and the next segment of the same phase begins. */
    Place end() {
        return at(first + count);
    }

    /** Returns the epoch of its last minibatch. */
    int lastEpoch() {
        return at(first + count - 1).epoch();
    }

    /**
     * Returns the number of its minibatches until {@code examples} of the phase are fitted, counted from epoch 0 of the
     * run.
     */
    long minibatchesUntil(long examples) {
        long epoch = examples / examplesPerEpoch;
        long offset = examples % examplesPerEpoch;
        long before = start.offset() / batchSize;
        if (epoch < start.epoch()) {
            return 0;
        }
        if (epoch == start.epoch()) {
            return offset <= start.offset() ? 0 : ceilDivide(offset, batchSize) - before;
        }
        return ceilDivide(examplesPerEpoch, batchSize)
                - before
                + (epoch - start.epoch() - 1) * ceilDivide(examplesPerEpoch, batchSize)
                + ceilDivide(offset, batchSize);
    }

    static long ceilDivide(long dividend, long divisor) {
        return -Math.floorDiv(-dividend, divisor);
    }
}
