package cloze.network.matrix;

import cloze.random.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How BLAS treats the rows of a block, for right operands of one shape. Positions whose rows yield the same bits are of
 * one kind. OpenBLAS's kernel for AVX2 processes rows in groups of twelve, and rounds the last six differently from the
 * first six; other kernels treat all alike. Neither is documented, so it is determined by experiment, with blocks of
 * equal rows.
 *
 * <p>A row's kind is derived from its content. Rows of each kind are therefore as frequent as its positions, and the
 * same row is always of the same kind.
 */
final class RowPositionClasses {
    /** Rows of a low block, a multiple of the numbers of rows that kernels process at a time: 4, 6, 8, 12, 16 or 24. */
    static final int LOW = 48;

    private static final int MOST_LOWS = 10;

    /** Approximate limit for the result of a tall block, in floats. */
    private static final int MOST_FLOATS = 1 << 21;

    /** Number of rows with different content to try. */
    private static final int TRIALS = 4;

    /** Approximate number of a row's values that determine its kind. */
    private static final int READ = 16;

    private static final Logger LOG = LoggerFactory.getLogger(RowPositionClasses.class);

    private final int tall;
    private final int[] kinds;

    /** For each kind, its positions in a low block. */
    private final int[][] ofKind;

    private RowPositionClasses(int tall, int[] kinds) {
        this.tall = tall;
        this.kinds = kinds;
        this.ofKind = IntStream.range(0, kindCount(kinds))
                .mapToObj(kind -> IntStream.range(0, LOW)
                        .filter(place -> kinds[place] == kind)
                        .toArray())
                .toArray(int[][]::new);
    }

    private static int kindCount(int[] kinds) {
        return Arrays.stream(kinds).max().orElseThrow() + 1;
    }

    /** Determines the kinds by trial products of {@code shape}. */
    static RowPositionClasses of(ProductShape shape) {
        Floats memory = Floats.allocate(shape.length());
        try {
            fill(memory, shape.rows(), shape.stride());
            Matrix right = shape.right(memory);
            int lows = Math.max(1, Math.min(MOST_LOWS, MOST_FLOATS / right.width() / LOW));
            int[] kinds = new int[LOW];
            boolean isTallTheSame = true;
            for (int trial = 0; trial < TRIALS; trial++) {
                float[][] low = rows(right, shape.keep(), LOW, trial);
                float[][] high = rows(right, shape.keep(), lows * LOW, trial);
                kinds = refined(kinds, low);
                isTallTheSame &=
                        IntStream.range(0, high.length).allMatch(place -> Arrays.equals(high[place], low[place % LOW]));
            }
            LOG.debug("{}: places {}, tall blocks {}", shape, kinds, isTallTheSame);
            return new RowPositionClasses(isTallTheSame ? lows * LOW : LOW, kinds);
        } finally {
            memory.free();
        }
    }

    /** Splits {@code kinds} so that rows of one kind are equal. */
    private static int[] refined(int[] kinds, float[][] rows) {
        int[] refined = new int[LOW];
        List<Integer> first = new ArrayList<>();
        for (int place = 0; place < LOW; place++) {
            int kind = 0;
            while (kind < first.size()
                    && !(kinds[first.get(kind)] == kinds[place] && Arrays.equals(rows[first.get(kind)], rows[place]))) {
                kind++;
            }
            if (kind == first.size()) {
                first.add(place);
            }
            refined[place] = kind;
        }
        return refined;
    }

    /** Returns the products of {@code height} equal rows. */
    private static float[][] rows(Matrix right, float keep, int height, int trial) {
        Floats leftMemory = Floats.allocate((long) height * right.height());
        Floats resultMemory = Floats.allocate((long) height * right.width());
        try {
            Matrix left = Matrix.of(leftMemory, 0, height, right.height());
            Matrix result = Matrix.of(resultMemory, 0, height, right.width());
            left.fill(irregular(new float[right.height()], -1 - trial));
            result.fill(irregular(new float[right.width()], -1 - trial));
            Blas.uncut(1, left, right, keep, result);
            float[][] rows = new float[height][right.width()];
            for (int row = 0; row < height; row++) {
                result.read(row, rows[row]);
            }
            return rows;
        } finally {
            leftMemory.free();
            resultMemory.free();
        }
    }

    private static void fill(Floats memory, int rows, int stride) {
        float[] values = new float[stride];
        for (int row = 0; row < rows; row++) {
            memory.write((long) row * stride, irregular(values, row), stride);
        }
    }

    /** Fills {@code values} with numbers in [-1, 1) whose sums depend on their order. */
    private static float[] irregular(float[] values, int row) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (2 * Seeds.unit(Seeds.draw(row, i)) - 1);
        }
        return values;
    }

    /** Returns whether all positions are equivalent. */
    boolean areAlike() {
        return ofKind.length == 1;
    }

    /** Returns the number of rows in a tall block, a multiple of {@link #LOW}. */
    int tall() {
        return tall;
    }

    /** Rounds {@code rows} up to a multiple of {@link #LOW}. */
    int roundedUp(int rows) {
        return (rows + LOW - 1) / LOW * LOW;
    }

    /** The free positions of a tall block. */
    final class Free {
        private final int[] taken = new int[ofKind.length];

        /** Returns the next position for a row with this content; -1 if there is none. */
        int take(float[] row, int count) {
            int kind = areAlike() ? 0 : kind(row, count);
            int[] places = ofKind[kind];
            int number = taken[kind]++;
            int place = number / places.length * LOW + places[number % places.length];
            return place < tall ? place : -1;
        }

        private int kind(float[] row, int count) {
            int hash = 0;
            int step = Math.max(1, count / READ);
            for (int i = 0; i < count; i += step) {
                hash = 31 * hash + Float.floatToRawIntBits(row[i]);
            }
            // Mix the hash: the low bits of rounded floats vary little.
            return kinds[(int) Long.remainderUnsigned(Seeds.mix(hash), LOW)];
        }
    }
}
