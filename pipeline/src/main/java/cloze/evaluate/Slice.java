package cloze.evaluate;

import cloze.config.SliceKind;
import java.io.Serializable;
import java.util.Comparator;

/**
 * A subset of the answers, by one property of the question.
 *
 * @param kind the property
 * @param order position among the slices of its kind
 * @param value value of the property, as shown in tables
 */
record Slice(SliceKind kind, int order, String value) implements Comparable<Slice>, Serializable {
    private static final int FINE_BELOW = 64;
    private static final int FINE_WIDTH = 8;

    private static final Comparator<Slice> ORDER =
            Comparator.comparing(Slice::kind).thenComparing(Slice::order).thenComparing(Slice::value);

    /**
     * Returns the slice of the range around {@code number}. Ranges have a width of 8 below 64, and extend from one
     * power of two to the next from there on.
     */
    static Slice range(SliceKind kind, int number) {
        int power = Integer.highestOneBit(Math.max(number, 1));
        int width = power < FINE_BELOW ? FINE_WIDTH : power;
        int first = number / width * width;
        return new Slice(kind, first, "%d-%d".formatted(first, first + width - 1));
    }

    @Override
    public int compareTo(Slice other) {
        return ORDER.compare(this, other);
    }
}
