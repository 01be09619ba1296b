package cloze.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.dataset.Metric;
import cloze.dataset.Metrics;
import cloze.dataset.Task;
import cloze.error.CorruptArtifactException;
import cloze.testing.SparkSessionExtension;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
class EvaluationTest {
    private static final Metric LOSS = Metrics.loss(Task.MASKED_LM);
    private static final Metric ACCURACY = Metrics.accuracy(Task.MASKED_LM);

    @Test
    void anEmptyCellAndASplitWithoutARowAreNoNumbers(SparkSession spark) {
        Evaluation evaluated = evaluated(spark);
        assertThat(evaluated.values("validation", List.of(LOSS, ACCURACY)))
                .containsEntry("masked_lm_loss", 1.5)
                .containsEntry("masked_lm_accuracy", Double.NaN);
        assertThat(evaluated.values("train", List.of(LOSS))).containsEntry("masked_lm_loss", Double.NaN);
    }

    @Test
    void whoNeedsASplitIsToldThatItIsMissing(SparkSession spark) {
        Evaluation evaluated = evaluated(spark);
        assertThat(evaluated.value("validation", LOSS)).isEqualTo(1.5);
        assertThatThrownBy(() -> evaluated.value("train", LOSS))
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessageContaining("out: expected a row for train");
    }

    private static Evaluation evaluated(SparkSession spark) {
        return new Evaluation(
                spark.sparkContext().hadoopConfiguration(),
                "out",
                spark.sql(
                                "select 'validation' as split, 1.5d as masked_lm_loss, cast(null as double) as masked_lm_accuracy")
                        .collectAsList());
    }
}
