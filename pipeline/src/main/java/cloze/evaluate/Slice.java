package cloze.evaluate;

import cloze.config.SliceKind;
import java.io.Serializable;
import java.util.Comparator;

/**
 * Some of the answers, by one property of what was asked.
 *
 * @param kind the property
 * @param order where it stands among the slices of its kind
 * @param value the property's value, as tables show it
 */
record Slice(SliceKind kind, int order, String value) implements Comparable<Slice>, Serializable {
    private static final int FINE_BELOW = 64;
    private static final int FINE_WIDTH = 8;

    private static final Comparator<Slice> ORDER =
            Comparator.comparing(Slice::kind).thenComparing(Slice::order).thenComparing(Slice::value);

    /** The slice of the numbers around {@code number}: of eight to 64, beyond that of a power of two to before the next. */
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
