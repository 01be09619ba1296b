package cloze.pair;

import cloze.random.Seeds;

/**
 * A segment that is truncated one token at a time, from front or back with equal probability. The i-th draw depends
 * only on the key and on i, so truncation can continue elsewhere with the same result. Mutable.
 */
final class Segment {
    private final int[] tokenIds;
    private final long key;
    private int from;
    private int to;
    private int dropped;
    private int inFront;

    /**
     * @param tokenIds the array that contains the segment
     * @param span the segment's place in it
     * @param key key of the truncation draws
     * @param dropped number of tokens truncated earlier
     */
    Segment(int[] tokenIds, Span span, long key, int dropped) {
        this.tokenIds = tokenIds;
        this.from = span.from();
        this.to = span.to();
        this.key = key;
        this.dropped = dropped;
    }

    int length() {
        return to - from;
    }

    int dropped() {
        return dropped;
    }

    /** Returns the number of tokens that this object has dropped from the front. */
    int droppedInFront() {
        return inFront;
    }

    void dropOne() {
        if (Seeds.unit(Seeds.draw(key, dropped)) < 0.5) {
            from++;
            inFront++;
        } else {
            to--;
        }
        dropped++;
    }

    void copyTo(int[] target, int at) {
        System.arraycopy(tokenIds, from, target, at, length());
    }

    int[] copy() {
        int[] copy = new int[length()];
        copyTo(copy, 0);
        return copy;
    }
}
