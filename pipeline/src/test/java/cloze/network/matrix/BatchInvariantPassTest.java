package cloze.network.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloze.random.Seeds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchInvariantPassTest {
    private static final int INNER = 70;
    private static final int COLUMNS = 50;

    private final BatchInvariantPass answering = new BatchInvariantPass();
    private Floats left;
    private Floats right;
    private Floats result;
    private Floats expected;

    @BeforeEach
    void fill() {
        left = irregular(1, 200 * INNER);
        right = irregular(2, INNER * COLUMNS);
        result = irregular(3, 200 * COLUMNS);
        expected = irregular(3, 200 * COLUMNS);
    }

    @AfterEach
    void free() {
        answering.free();
        left.free();
        right.free();
        result.free();
        expected.free();
    }

    private static Floats irregular(int key, int count) {
        Floats floats = Floats.allocate(count);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) Seeds.unit(Seeds.draw(key, i)) - 0.5f;
        }
        floats.write(0, values, count);
        return floats;
    }

    private static float[] values(Floats floats) {
        float[] values = new float[200 * COLUMNS];
        floats.read(0, values, values.length);
        return values;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 47, 48, 49, 100, 144, 199})
    void aProductIsWhatItIsInOnePiece(int rows) {
        for (float keep : new float[] {0, 1}) {
            Matrix operand = Matrix.of(left, 0, rows, INNER);
            Blas.product(1, operand, Matrix.of(right, 0, INNER, COLUMNS), keep, Matrix.of(expected, 0, rows, COLUMNS));
            answering.product(operand, Matrix.of(right, 0, INNER, COLUMNS), keep, Matrix.of(result, 0, rows, COLUMNS));
            assertThat(values(result)).containsExactly(values(expected), within(1e-5f));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 17, 48, 90})
    void aRowIsTheSameBitsFromAnyPlaceOn(int from) {
        Matrix columns = Matrix.of(right, 0, COLUMNS, INNER).transposed();
        answering.product(Matrix.of(left, 0, 200, INNER), columns, 0, Matrix.of(expected, 0, 200, COLUMNS));
        answering.product(
                Matrix.of(left, (long) from * INNER, 200 - from, INNER),
                columns,
                0,
                Matrix.of(result, (long) from * COLUMNS, 200 - from, COLUMNS));
        float[] row = new float[COLUMNS];
        float[] same = new float[COLUMNS];
        for (int i = from; i < 200; i++) {
            result.read((long) i * COLUMNS, row, COLUMNS);
            expected.read((long) i * COLUMNS, same, COLUMNS);
            assertThat(row).isEqualTo(same);
        }
    }
}
