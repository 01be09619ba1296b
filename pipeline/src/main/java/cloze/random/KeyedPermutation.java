package cloze.random;

/**
 * A pseudorandom permutation of 0 to {@code size}-1 that computes each place independently, in constant memory. A
 * balanced Feistel network permutes the next power of four and is applied until the result is in range ("cycle
 * walking", Black and Rogaway 2002, section 4), fewer than four times on average.
 *
 * @param key selects the permutation
 * @param size number of elements
 */
public record KeyedPermutation(long key, long size) {
    /**
     * Four rounds are the minimum for a strong pseudorandom permutation (Luby and Rackoff 1988); short halves need
     * more.
     */
    private static final int ROUNDS = 8;

    /** Returns the element at {@code index}; both lie in [0, size). */
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
