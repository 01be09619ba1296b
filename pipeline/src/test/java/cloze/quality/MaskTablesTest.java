package cloze.quality;

import static cloze.quality.QualityRows.MASK;
import static cloze.quality.QualityRows.QUALITY;
import static cloze.quality.QualityRows.assertRow;
import static cloze.quality.QualityRows.assertRows;
import static cloze.quality.QualityRows.dataset;
import static cloze.quality.QualityRows.ids;
import static cloze.quality.QualityRows.pair;
import static cloze.quality.QualityRows.tokens;

import cloze.dataset.MaskedExamples;
import cloze.table.SmallTable;
import cloze.testing.SparkSessionExtension;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests the tables that {@link ExampleQuality} computes of masks. */
@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
class MaskTablesTest {
    @Test
    void countsWhatStandsAtSelectedPositions(SparkSession spark) {
        Row pair = pair(1, "validation", 0, 4, 3);
        int[] seen = tokens(4, 3);
        seen[1] = MASK;
        seen[2] = MASK;
        seen[3] = 77;
        // Position 4 keeps its piece.
        Row row = RowFactory.create(
                pair.get(0),
                pair.get(1),
                pair.get(2),
                pair.get(3),
                pair.get(4),
                pair.get(5),
                pair.get(6),
                seen,
                ids(1, 2, 3, 4),
                ids(50, 50, 50, 50));

        Map<String, SmallTable> tables = QUALITY.ofMasks(dataset(spark, MaskedExamples.CONTRACT, row));
        assertRows(tables.get("masks"), List.of("validation", 1L, 10L, 4L, 0.4, 0.5, 0.25, 0.25));
        List<Row> drawn = tables.get("distribution").rows();
        // 15 % of 10 tokens are 1.5, rounded to 2; 4 cannot occur by chance.
        assertRows(
                new SmallTable(tables.get("distribution").schema(), drawn.subList(0, 1)),
                List.of(
                        "validation",
                        "the position is predicted",
                        "all positions",
                        10L,
                        0.4,
                        0.2,
                        0.0,
                        Double.POSITIVE_INFINITY));
        // A tenth is drawn from 100 pieces, including [MASK] and the original.
        assertRow(drawn.get(1), 0.5, 0.801, Math.sqrt(0.801 * 0.199 / 4));
        assertRow(drawn.get(2), 0.25, 0.098, Math.sqrt(0.098 * 0.902 / 4));
        assertRow(drawn.get(3), 0.25, 0.101, Math.sqrt(0.101 * 0.899 / 4));
    }
}
