package cloze.random;

/**
 * The numbers 0 to {@code size}-1 in an order drawn by key, any place of it found by itself: a balanced Feistel network over the next power
 * of four, applied until the result is in range ("cycle walking", Black and Rogaway 2002, section 4), which takes less than four
 * applications on average.
 *
 * @param key draws the order
 * @param size how many numbers
 */
public record KeyedPermutation(long key, long size) {
    /** Four rounds are the least that look random both ways (Luby and Rackoff 1988); halves of few bits are served by more. */
    private static final int ROUNDS = 8;

    /** The number at {@code index}, both in [0, size). */
    public long at(long index) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("Index %d of %d".formatted(index, size));
        }
        int halfBits = (Long.SIZE - Long.numberOfLeadingZeros(size - 1) + 1) / 2;
        long number = index;
        do {
            number = shuffled(number, halfBits);
        } while (number >= size);
        return number;
    }

    private long shuffled(long number, int halfBits) {
        long mask = (1L << halfBits) - 1;
        long left = number >>> halfBits;
        long right = number & mask;
        for (int round = 0; round < ROUNDS; round++) {
            long next = left ^ (Seeds.draw(Seeds.draw(key, round), right) & mask);
            left = right;
            right = next;
        }
        return left << halfBits | right;
    }
}
