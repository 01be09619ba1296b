package cloze.shard;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.dataset.SentencePairs;
import cloze.testing.SparkSessionExtension;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
class DrawExamplesTest {
    private static final List<String> EXAMPLES = IntStream.range(0, 4000)
            .mapToObj(i -> "%032x/0/%d".formatted(i / 3, i % 3))
            .toList();

    private static List<String> drawn(long seed, long drawing, double share) {
        var draw = new DrawExamples(seed, drawing, share);
        return EXAMPLES.stream().filter(draw::isDrawn).toList();
    }

    @Test
    void rowsAreDrawnByTheirIdsWhateverThePartitions(SparkSession spark) {
        for (int partitions : new int[] {1, 7}) {
            Dataset<Row> rows = spark.createDataset(EXAMPLES, Encoders.STRING())
                    .repartition(partitions)
                    .toDF(SentencePairs.EXAMPLE_ID);
            assertThat(new DrawExamples(1, 2, 0.3)
                            .of(rows)
                            .as(Encoders.STRING())
                            .collectAsList())
                    .containsExactlyInAnyOrderElementsOf(drawn(1, 2, 0.3));
        }
    }

    @Test
    void theShareIsMet() {
        // Three standard errors of a share of 0.3 among 4,000.
        assertThat(drawn(1, 2, 0.3).size() / 4000.0).isBetween(0.278, 0.322);
        assertThat(drawn(1, 2, 0)).isEmpty();
        assertThat(drawn(1, 2, 1)).isEqualTo(EXAMPLES);
    }

    @Test
    void aLargerShareHoldsTheSmallerOne() {
        assertThat(drawn(1, 2, 0.6)).containsAll(drawn(1, 2, 0.3));
    }

    @Test
    void anotherDrawingIsIndependent() {
        List<String> first = drawn(1, 2, 0.5);
        long both = drawn(1, 3, 0.5).stream().filter(first::contains).count();
        assertThat(both / 4000.0).isBetween(0.22, 0.28);
    }
}
