package cloze.pair;

import cloze.random.Seeds;

/**
 * A segment while it is shortened, one token at a time, from front or back with equal probability. Its i-th loss depends on its key
 * and i alone, so a segment shortened here and sent on is shortened there as if it had never moved. Mutable.
 */
final class Segment {
    private final int[] tokenIds;
    private final long key;
    private int from;
    private int to;
    private int dropped;
    private int inFront;

    /**
     * @param tokenIds where the segment's tokens stand
     * @param span which of them
     * @param key key of its truncation draws
     * @param dropped how many tokens it has lost before
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

    /** How many tokens it has lost here that were its first at the time. */
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
