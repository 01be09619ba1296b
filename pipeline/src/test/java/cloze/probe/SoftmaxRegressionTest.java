package cloze.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloze.random.Seeds;
import cloze.testing.SparkSessionExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("spark")
@Tag("platform")
@ExtendWith(SparkSessionExtension.class)
class SoftmaxRegressionTest {
    private static final int LABELS = 3;
    private static final int FEATURES = 4;

    private static final StructType SCHEMA =
            new StructType().add("label", DataTypes.DoubleType).add("features", SQLDataTypes.VectorType());

    /** Vectors whose features have different scales and means, around a different place for each label. */
    private static List<Row> rows(int count, boolean isSparse) {
        List<Row> rows = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            SplittableRandom random = Seeds.forRow(5, "regression", number);
            int label = random.nextInt(LABELS);
            double[] values = IntStream.range(0, FEATURES)
                    .mapToDouble(i -> Math.pow(10, i - 1) * (random.nextDouble() - 0.5 + (i == label ? 0.3 : 0) + i))
                    .toArray();
            Vector dense = Vectors.dense(values);
            rows.add(RowFactory.create((double) label, isSparse ? dense.toSparse() : dense));
        }
        return rows;
    }

    private static Examples examples(List<Row> rows) {
        var examples = new Examples();
        rows.forEach(row -> examples.add(row.<Vector>getAs(1), (int) row.getDouble(0)));
        return examples;
    }

    @ParameterizedTest
    @CsvSource({"0.1", "0.001"})
    void probabilitiesAreThoseOfSparkMl(double strength, SparkSession spark) {
        List<Row> rows = rows(300, false);
        LogisticRegressionModel expected = new LogisticRegression()
                .setFamily("multinomial")
                .setRegParam(strength)
                .setMaxIter(1000)
                .setTol(1e-12)
                .fit(spark.createDataFrame(rows, SCHEMA).coalesce(1));
        Examples examples = examples(rows);
        examples.standardise(example -> true);
        SoftmaxRegression fitted = SoftmaxRegression.initial(FEATURES, LABELS).fitted(examples, strength);
        for (int example = 0; example < rows.size(); example++) {
            assertThat(fitted.probabilities(examples, example))
                    .containsExactly(
                            expected.predictProbability(rows.get(example).getAs(1))
                                    .toArray(),
                            within(2e-3));
        }
    }

    @Test
    void sparseVectorsAreLearnedAsDenseOnes() {
        SoftmaxRegression dense = SoftmaxRegression.initial(FEATURES, LABELS).fitted(examples(rows(100, false)), 0.01);
        SoftmaxRegression sparse = SoftmaxRegression.initial(FEATURES, LABELS).fitted(examples(rows(100, true)), 0.01);
        assertThat(sparse.weights()).isEqualTo(dense.weights());
    }

    @Test
    void itStartsAnywhereAndEndsAtTheSamePlace() {
        Examples examples = examples(rows(200, false));
        examples.standardise(example -> true);
        SoftmaxRegression initial = SoftmaxRegression.initial(FEATURES, LABELS);
        SoftmaxRegression direct = initial.fitted(examples, 0.01);
        SoftmaxRegression detour = initial.fitted(examples, 1).fitted(examples, 0.01);
        for (int example = 0; example < examples.size(); example++) {
            assertThat(detour.probabilities(examples, example))
                    .containsExactly(direct.probabilities(examples, example), within(2e-3));
        }
    }

    @Test
    void aLabelWithoutAnExampleIsNotPredicted() {
        Examples examples = examples(rows(100, false));
        Examples two = examples.where(example -> examples.label(example) != 1);
        SoftmaxRegression fitted = SoftmaxRegression.initial(FEATURES, LABELS).fitted(two, 0.01);
        assertThat(IntStream.range(0, two.size()).map(example -> fitted.predicted(two, example)))
                .contains(0, 2)
                .doesNotContain(1);
    }
}
