package cloze.curate.duplicate;

import java.io.Serializable;

/**
 * The division of a MinHash signature into bands (Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, 3.4). Two
 * texts are compared if all rows of any band agree. With similarity s that happens with a probability of 1 - (1 -
 * s^rows)^bands.
 *
 * @param bands number of bands
 * @param rows number of hashes in a band
 */
record Bands(int bands, int rows) implements Serializable {
    /** Largest accepted probability that two texts at the threshold are not compared. */
    private static final double MISSED = 1e-3;

    private static final int LONGEST_SIGNATURE = 192;
    private static final int MOST_ROWS = 16;

    /** Returns the bands with the most rows, hence the fewest needless comparisons, whose signature is not too long. */
    static Bands of(double jaccard) {
        for (int rows = MOST_ROWS; rows > 1; rows--) {
            int bands = bands(jaccard, rows);
            if (bands * rows <= LONGEST_SIGNATURE) {
                return new Bands(bands, rows);
            }
        }
        return new Bands(bands(jaccard, 1), 1);
    }

    private static int bands(double jaccard, int rows) {
        double agreeing = Math.pow(jaccard, rows);
        return agreeing >= 1 - MISSED ? 1 : (int) Math.ceil(Math.log(MISSED) / Math.log1p(-agreeing));
    }

    int signatureLength() {
        return bands * rows;
    }
}
