package cloze.inference;

import java.util.Locale;
import java.util.stream.IntStream;

/** How the vectors of a text's tokens are combined into one. */
public enum Pooling {
    /** The mean of all, including [CLS] and [SEP] (Reimers and Gurevych 2019, section 3). */
    MEAN,
    /** The vector of [CLS]. */
    CLS;

    /** Returns its name in configurations, parameters and tables. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the pooling named {@code key}. */
    public static Pooling named(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }

    /**
     * Returns the vector [H] of one example.
     *
     * @param rows [B + M][H], the row of [CLS] of each of B examples, then the other rows
     * @param example index of the example
     * @param from index of its first other row
     * @param others number of its other rows
     */
    double[] pool(float[][] rows, int example, int from, int others) {
        int read = this == CLS ? 0 : others;
        double[] pooled = new double[rows[example].length];
        addShare(rows[example], pooled, 1 + read);
        for (int i = 0; i < read; i++) {
            addShare(rows[from + i], pooled, 1 + read);
        }
        return pooled;
    }

    private static void addShare(float[] row, double[] mean, int rows) {
        for (int i = 0; i < row.length; i++) {
            mean[i] += row[i] / rows;
        }
    }

    /**
     * Returns the positions, in a text of {@code length} tokens, whose vectors are needed besides that of [CLS], which
     * is always computed.
     */
    int[] read(int length) {
        return switch (this) {
            case MEAN -> IntStream.range(1, length).toArray();
            case CLS -> new int[0];
        };
    }
}
