package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.error.CorruptArtifactException;
import cloze.jobs.command.Sessions;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("spark")
class EvaluatedSplitsTest {
    @Test
    void anEmptyCellAndASplitWithoutARowAreNoNumbers() {
        try (SparkSession spark = Sessions.open("test")) {
            EvaluatedSplits evaluated = evaluated(spark);
            assertThat(evaluated.values("validation", List.of("loss", "accuracy")))
                    .containsEntry("loss", 1.5)
                    .containsEntry("accuracy", Double.NaN);
            assertThat(evaluated.values("train", List.of("loss"))).containsEntry("loss", Double.NaN);
        }
    }

    @Test
    void whoNeedsASplitIsToldThatItIsMissing() {
        try (SparkSession spark = Sessions.open("test")) {
            EvaluatedSplits evaluated = evaluated(spark);
            assertThat(evaluated.value("validation", "loss")).isEqualTo(1.5);
            assertThatThrownBy(() -> evaluated.value("train", "loss"))
                    .isInstanceOf(CorruptArtifactException.class)
                    .hasMessageContaining("out: expected a row for train");
        }
    }

    private static EvaluatedSplits evaluated(SparkSession spark) {
        return new EvaluatedSplits(
                spark,
                "out",
                spark.sql("select 'validation' as split, 1.5d as loss, cast(null as double) as accuracy")
                        .collectAsList());
    }
}
