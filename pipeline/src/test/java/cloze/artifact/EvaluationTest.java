package cloze.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    @Test
    void anEmptyCellAndASplitWithoutARowAreNoNumbers(SparkSession spark) {
        Evaluation evaluated = evaluated(spark);
        assertThat(evaluated.values("validation", List.of("loss", "accuracy")))
                .containsEntry("loss", 1.5)
                .containsEntry("accuracy", Double.NaN);
        assertThat(evaluated.values("train", List.of("loss"))).containsEntry("loss", Double.NaN);
    }

    @Test
    void whoNeedsASplitIsToldThatItIsMissing(SparkSession spark) {
        Evaluation evaluated = evaluated(spark);
        assertThat(evaluated.value("validation", "loss")).isEqualTo(1.5);
        assertThatThrownBy(() -> evaluated.value("train", "loss"))
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessageContaining("out: expected a row for train");
    }

    private static Evaluation evaluated(SparkSession spark) {
        return new Evaluation(
                spark,
                "out",
                spark.sql("select 'validation' as split, 1.5d as loss, cast(null as double) as accuracy")
                        .collectAsList());
    }
}
