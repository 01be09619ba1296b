package cloze.report;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.table.SmallTable;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class LearningCurveTest {
    /** A log of {@code rounds} rounds of two steps, whose accuracy is the round's number. */
    private static SmallTable log(int rounds) {
        var schema = new StructType().add("step", DataTypes.IntegerType);
        for (String metric : LearningCurve.METRICS) {
            schema = schema.add(metric, DataTypes.DoubleType);
        }
        List<Row> rows = IntStream.range(0, rounds)
                .mapToObj(round -> RowFactory.create(2 * round + 2, 1.0, (double) round, Double.NaN, 0.5))
                .toList();
        return new SmallTable(schema, rows);
    }

    @Test
    void aLongLogIsAveragedOverAsManyRoundsEach() {
        RowSelection curve = RowSelection.of(LearningCurve.of(log(80)));

        assertThat(curve.rows()).hasSize(40);
        assertThat(curve.each().get(0).number("step")).isEqualTo(4);
        assertThat(curve.each().get(0).number("masked_lm_accuracy")).isEqualTo(0.5);
        assertThat(curve.each().get(39).number("step")).isEqualTo(160);
        assertThat(curve.each().get(39).number("masked_lm_accuracy")).isEqualTo(78.5);
    }

    @Test
    void aShortLogIsTheCurve() {
        RowSelection curve = RowSelection.of(LearningCurve.of(log(3)));

        assertThat(curve.numbers("masked_lm_accuracy")).containsExactly(0, 1, 2);
        assertThat(curve.numbers("next_sentence_loss")).containsOnly(Double.NaN);
    }
}
