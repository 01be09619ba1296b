package cloze.train.plan;

/**
 * Consecutive minibatches of a run with one size B, from the examples of one phase. Minibatches of an epoch follow each other until its
 * examples are used up; they end at multiples of B, so that minibatches of several sizes share their ends where one size divides the other.
 * The last of an epoch may be smaller, and so may be the first behind minibatches of another size. Every place in it is computed, not
 * counted to.
 *
 * @param first number of its first minibatch in the run
 * @param count its minibatches
 * @param phase the length phase its examples belong to, from 0
 * @param examplesPerEpoch examples of that phase
 * @param batchSize examples per minibatch
 * @param start where its first minibatch begins
 */
record PlanSegment(long first, long count, int phase, long examplesPerEpoch, int batchSize, Place start) {

    /**
     * A place between two examples of a run.
     *
     * @param epoch the pass over the examples, from 0
     * @param offset examples of that epoch before it
     */
    record Place(int epoch, long offset) {}

    PlanSegment withCount(long other) {
        return new PlanSegment(first, other, phase, examplesPerEpoch, batchSize, start);
    }

    /** Where minibatch {@code number} of the run begins. */
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

    /** The offset behind the minibatch that begins at {@code place}. */
    long behind(Place place) {
        return Math.min(examplesPerEpoch, (place.offset() / batchSize + 1) * batchSize);
    }

    /** Where its last minibatch ends and the next stretch of the same phase begins. */
    Place end() {
        return at(first + count);
    }

    /** The epoch of its last minibatch. */
    int lastEpoch() {
        return at(first + count - 1).epoch();
    }

    /** Minibatches from its start until {@code examples} of the phase are fitted, those of the run's first epoch 0 counted. */
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
