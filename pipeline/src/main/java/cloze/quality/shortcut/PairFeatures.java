package cloze.quality.shortcut;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The features of a pair that are visible without reading it.
 *
 * @param lengthA tokens of segment A
 * @param lengthB tokens of segment B
 * @param overlap Jaccard similarity of the segments' sets of pieces, in [0, 1]
 * @param label the pair's next-sentence label
 */
public record PairFeatures(int lengthA, int lengthB, double overlap, int label) implements Serializable {
    /** Names of the {@link #values}, in the same order. */
    static final String[] NAMES = {"length_a", "length_b", "total_length", "word_overlap"};

    /** Computes the features of {@code tokenIds}, [CLS] A [SEP] B [SEP], with {@code lengthA} tokens in segment A. */
    public static PairFeatures of(int[] tokenIds, int lengthA, int label) {
        int b = lengthA + 2;
        int[] piecesOfA = distinct(Arrays.copyOfRange(tokenIds, 1, 1 + lengthA));
        int[] piecesOfB = distinct(Arrays.copyOfRange(tokenIds, b, tokenIds.length - 1));
        return new PairFeatures(lengthA, tokenIds.length - 1 - b, overlap(piecesOfA, piecesOfB), label);
    }

    private static int[] distinct(int[] ids) {
        Arrays.sort(ids);
        int kept = 0;
        for (int id : ids) {
            if (kept == 0 || ids[kept - 1] != id) {
                ids[kept++] = id;
            }
        }
        return Arrays.copyOf(ids, kept);
    }

    private static double overlap(int[] a, int[] b) {
        int common = 0;
        for (int i = 0, j = 0; i < a.length && j < b.length; ) {
            if (a[i] == b[j]) {
                common++;
                i++;
                j++;
            } else if (a[i] < b[j]) {
                i++;
            } else {
                j++;
            }
        }
        int union = a.length + b.length - common;
        return union == 0 ? 0 : (double) common / union;
    }

    /** Returns the features as numbers. */
    double[] values() {
        return new double[] {lengthA, lengthB, lengthA + lengthB, overlap};
    }
}
