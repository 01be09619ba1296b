package cloze.curate.duplicate;

import cloze.random.Seeds;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The shingles of a text: the hashes of every sequence of a number of consecutive words, sorted and without repeats. A
 * text with fewer words is one shingle, and so is a text without words.
 */
public final class Shingles {
    private static final long MULTIPLIER = Seeds.MIX_1;

    private Shingles() {}

    /**
     * Returns the shingles of {@code text}.
     *
     * @param words number of words in a shingle
     */
    public static long[] of(String text, int words) {
        long[] shingles = occurring(text, words);
        Arrays.sort(shingles);
        int distinct = 1;
        for (int i = 1; i < shingles.length; i++) {
            if (shingles[i] != shingles[i - 1]) {
                shingles[distinct++] = shingles[i];
            }
        }
        return Arrays.copyOf(shingles, distinct);
    }

    /** Returns the shingles of {@code text} as they occur: in any order, and with repeats. */
    static long[] occurring(String text, int words) {
        long[] hashes = Words.hashes(text);
        return hashes.length == 0 ? new long[] {Seeds.hash(text)} : sequences(hashes, Math.min(words, hashes.length));
    }

    /** Returns the hash of every sequence of {@code length} of the {@code words}, in their order; none if there are fewer. */
    public static long[] sequences(long[] words, int length) {
        if (words.length < length) {
            return new long[0];
        }
        long outgoing = 1;
        for (int i = 1; i < length; i++) {
            outgoing *= MULTIPLIER;
        }
        long[] sequences = new long[words.length - length + 1];
        long state = 0;
        for (int i = 0; i < words.length; i++) {
            state = state * MULTIPLIER + words[i];
            int first = i - length + 1;
            if (first >= 0) {
                sequences[first] = Seeds.mix(state);
                state -= words[first] * outgoing;
            }
        }
        return sequences;
    }

    /** Returns the Jaccard similarity of two sets of shingles: the size of their intersection over that of their union. */
    public static double jaccard(long[] first, long[] second) {
        int common = 0;
        int i = 0;
        int j = 0;
        while (i < first.length && j < second.length) {
            if (first[i] == second[j]) {
                common++;
                i++;
                j++;
            } else if (first[i] < second[j]) {
                i++;
            } else {
                j++;
            }
        }
        return (double) common / (first.length + second.length - common);
    }

    /** Packs {@code shingles} for a binary column. */
    static byte[] packed(long[] shingles) {
        ByteBuffer bytes = ByteBuffer.allocate(shingles.length * Long.BYTES);
        bytes.asLongBuffer().put(shingles);
        return bytes.array();
    }

    /** Returns what {@link #packed} has packed. */
    static long[] unpacked(byte[] packed) {
        long[] shingles = new long[packed.length / Long.BYTES];
        ByteBuffer.wrap(packed).asLongBuffer().get(shingles);
        return shingles;
    }
}
