package cloze.curate.duplicate;

import cloze.random.Seeds;
import java.util.Arrays;

/**
 * MinHash signatures (Broder, On the resemblance and containment of documents, 1997): for each of a number of hash
 * functions, the smallest hash of the shingles of a text. The share of equal hashes of two signatures estimates the
 * Jaccard similarity of the texts. Not thread-safe.
 */
final class MinHash {
    private static final String PURPOSE = "minhash";

    private final Bands bands;
    private final int[] masks;
    private final int[] multipliers;
    private final int[] least;

    MinHash(Bands bands) {
        this.bands = bands;
        int length = bands.signatureLength();
        masks = new int[length];
        multipliers = new int[length];
        least = new int[length];
        for (int i = 0; i < length; i++) {
            long key = Seeds.key(0, PURPOSE, i);
            masks[i] = (int) (key >>> Integer.SIZE);
            // Only an odd number permutes the hashes.
            multipliers[i] = (int) key | 1;
        }
    }

    /** Returns the signature of a text with {@code shingles}, in any order. It is overwritten by the next call. */
    int[] signature(long[] shingles) {
        Arrays.fill(least, Integer.MAX_VALUE);
        for (long shingle : shingles) {
            int folded = (int) (shingle ^ (shingle >>> Integer.SIZE));
            // A loop over arrays without branches, which the compiler turns into vector instructions.
            for (int i = 0; i < least.length; i++) {
                int hash = (folded ^ masks[i]) * multipliers[i];
                hash ^= hash >>> 15;
                least[i] = Math.min(least[i], hash * multipliers[i]);
            }
        }
        return least;
    }

    /** Returns a key for each band of a text with {@code shingles}. Texts with an equal key are compared. */
    long[] keys(long[] shingles) {
        int[] signature = signature(shingles);
        long[] keys = new long[bands.bands()];
        for (int band = 0; band < keys.length; band++) {
            long key = Seeds.mix(band + 1);
            for (int row = band * bands.rows(); row < (band + 1) * bands.rows(); row++) {
                key = Seeds.mix(key + signature[row]);
            }
            keys[band] = key;
        }
        return keys;
    }
}
