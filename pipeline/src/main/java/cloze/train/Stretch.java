package cloze.train;

/**
 * Consecutive minibatches of a run with one size, from the examples of one phase. Minibatches of an epoch follow each other until its
 * examples are used up; the last may be smaller, none crosses into the next epoch. Every place in it is computed, not counted to.
 *
 * @param first number of its first minibatch in the run
 * @param count its minibatches
 * @param phase the length phase its examples belong to, from 0
 * @param examplesPerEpoch examples of that phase
 * @param batchSize examples per minibatch
 * @param start where its first minibatch begins
 */
record Stretch(long first, long count, int phase, long examplesPerEpoch, int batchSize, Place start) {

    /**
     * A place between two examples of a run.
     *
     * @param epoch the pass over the examples, from 0
     * @param offset examples of that epoch before it
     */
    record Place(int epoch, long offset) {}

    Stretch withCount(long other) {
        return new Stretch(first, other, phase, examplesPerEpoch, batchSize, start);
    }

    /** Where minibatch {@code number} of the run begins. */
    Place at(long number) {
        long index = number - first;
        long inFirstEpoch = ceilDivide(examplesPerEpoch - start.offset(), batchSize);
        if (index < inFirstEpoch) {
            return new Place(start.epoch(), start.offset() + index * batchSize);
        }
        long perEpoch = ceilDivide(examplesPerEpoch, batchSize);
        long later = index - inFirstEpoch;
        return new Place(Math.toIntExact(start.epoch() + 1 + later / perEpoch), later % perEpoch * batchSize);
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
        if (epoch < start.epoch()) {
            return 0;
        }
        if (epoch == start.epoch()) {
            return Math.max(0, ceilDivide(offset - start.offset(), batchSize));
        }
        return ceilDivide(examplesPerEpoch - start.offset(), batchSize)
                + (epoch - start.epoch() - 1) * ceilDivide(examplesPerEpoch, batchSize)
                + ceilDivide(offset, batchSize);
    }

    static long ceilDivide(long dividend, long divisor) {
        return -Math.floorDiv(-dividend, divisor);
    }
}
