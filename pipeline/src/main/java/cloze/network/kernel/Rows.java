package cloze.network.kernel;

/** Sums and products of rows. Sums have four accumulators, so that an addition need not wait for the previous one. */
public final class Rows {
    /** Floats added before a partial sum moves to double; keeps sums over a vocabulary exact to about 1e-7. */
    private static final int STRETCH = 256;

    private Rows() {}

    public static void add(float[] target, float[] source, int count) {
        for (int i = 0; i < count; i++) {
            target[i] += source[i];
        }
    }

    public static void multiply(float[] target, float[] source, int count) {
        for (int i = 0; i < count; i++) {
            target[i] *= source[i];
        }
    }

    public static void scale(float[] target, float factor, int from, int to) {
        for (int i = from; i < to; i++) {
            target[i] *= factor;
        }
    }

    public static void shift(float[] target, float distance, int from, int to) {
        for (int i = from; i < to; i++) {
            target[i] += distance;
        }
    }

    public static double sum(float[] values, int from, int to) {
        double total = 0;
        for (int start = from; start < to; start += STRETCH) {
            int end = Math.min(start + STRETCH, to);
            float a = 0;
            float b = 0;
            float c = 0;
            float d = 0;
            int i = start;
            for (; i + 3 < end; i += 4) {
                a += values[i];
                b += values[i + 1];
                c += values[i + 2];
                d += values[i + 3];
            }
            for (; i < end; i++) {
                a += values[i];
            }
            total += (a + b) + (c + d);
        }
        return total;
    }

    public static double dot(float[] left, float[] right, int from, int to) {
        double total = 0;
        for (int start = from; start < to; start += STRETCH) {
            int end = Math.min(start + STRETCH, to);
            float a = 0;
            float b = 0;
            float c = 0;
            float d = 0;
            int i = start;
            for (; i + 3 < end; i += 4) {
                a += left[i] * right[i];
                b += left[i + 1] * right[i + 1];
                c += left[i + 2] * right[i + 2];
                d += left[i + 3] * right[i + 3];
            }
            for (; i < end; i++) {
                a += left[i] * right[i];
            }
            total += (a + b) + (c + d);
        }
        return total;
    }

    /** Returns the index of the largest value: the first if several are equal, and {@code from} if all are NaN. */
    public static int indexOfMax(float[] values, int from, int to) {
        int best = from;
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = from; i < to; i++) {
            if (values[i] > largest) {
                largest = values[i];
                best = i;
            }
        }
        return best;
    }
}
