package cloze.network.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloze.network.NetworkAgreementTest;
import cloze.network.matrix.ForwardMode;
import cloze.network.matrix.Matrix;
import cloze.network.matrix.Scratch;
import cloze.network.parameter.Parameter;
import cloze.network.parameter.Vector;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

/** Soft-max cross-entropy block by block. Its gradients within a network: {@link NetworkAgreementTest}. */
class ClassificationTest {
    private static final float[] LOGITS = {1, 3, -2, 0.5f, 3, 2};

    /** [1, 6], in one block. */
    private static final float WHOLE = loss(LOGITS.length, 3, LOGITS);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 5})
    void theBlocksWidthChangesNothing(int width) {
        assertThat(loss(width, 3, LOGITS)).isCloseTo(WHOLE, within(1e-6f));
        double expected = Math.log(Arrays.stream(new double[] {1, 3, -2, 0.5, 3, 2})
                        .map(Math::exp)
                        .sum())
                - 0.5;
        assertThat((double) WHOLE).isCloseTo(expected, within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 6})
    void theFirstOfTheLargestIsPredicted(int width) {
        assertThat(classified(width, 1, LOGITS).predictions()).containsExactly(1);
        assertThat(classified(width, 1, LOGITS).hits()).containsExactly(true);
        assertThat(classified(width, 4, LOGITS).hits()).containsExactly(false);
    }

    @Test
    void whatIsNoNumberInOneBlockMakesTheRowsLossNone() {
        for (int place = 0; place < LOGITS.length; place++) {
            float[] logits = LOGITS.clone();
            logits[place] = Float.NaN;
            assertThat(loss(2, 3, logits)).as("at %d", place).isNaN();
        }
    }

    private static float loss(int width, int label, float... logits) {
        return classified(width, label, logits).losses()[0];
    }

    private static Classification classified(int width, int label, float... logits) {
        var classification = new Classification(logits.length, width);
        var bias = new Vector(new Parameter(Nd4j.zeros(logits.length)));
        var values = new Scratch();
        classification.begin(new int[] {label});
        for (int first = 0; first < logits.length; first += width) {
            float[] block = Arrays.copyOfRange(logits, first, Math.min(first + width, logits.length));
            Matrix row = values.matrix(1, block.length);
            row.write(0, block);
            classification.add(0, first / width, row, bias, ForwardMode.INFERENCE);
        }
        classification.end();
        return classification;
    }
}
