package cloze.quality;

import static cloze.quality.QualityRows.QUALITY;
import static cloze.quality.QualityRows.SPECIALS;
import static cloze.quality.QualityRows.assertRow;
import static cloze.quality.QualityRows.assertRows;
import static cloze.quality.QualityRows.dataset;
import static cloze.quality.QualityRows.id;
import static cloze.quality.QualityRows.pair;
import static cloze.quality.QualityRows.segments;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloze.config.ExamplesConfig;
import cloze.dataset.PairDrafts;
import cloze.dataset.SentencePairs;
import cloze.table.SmallTable;
import cloze.testing.SparkSessionExtension;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests the tables that {@link ExampleQuality} computes of pairs. */
@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
class PairTablesTest {
    private static MeasuredPairs ofPairs(SparkSession spark) {
        Dataset<Row> pairs = dataset(
                spark,
                SentencePairs.CONTRACT,
                pair(1, "train", 0, 4, 6),
                pair(2, "train", 1, 6, 7),
                pair(3, "train", 1, 2, 7),
                pair(4, "train", 0, 6, 7),
                pair(5, "validation", 1, 1, 1));
        Dataset<Row> drafts = dataset(
                spark,
                PairDrafts.CONTRACT,
                RowFactory.create("train", 3, 1, 10, 13, 0, 0),
                RowFactory.create("train", 1, 1, 9, 0, 0, 0),
                RowFactory.create("train", 3, 2, 2, 5, 0, 0),
                RowFactory.create("train", 9, 4, 19, 0, 6, 2),
                RowFactory.create("validation", 1, 1, 1, 13, 0, 0));
        return QUALITY.ofPairs(drafts, pairs);
    }

    @Test
    void countsPairsAndWhatTruncationCut(SparkSession spark) {
        // From their own documents, the training pairs had 40 tokens and kept 10 + 6 + 2 + 13.
        assertRows(
                ofPairs(spark).tables().get("pairs"),
                List.of("train", 4L, 0.5, 0.25, 57L, 14.25, 4.5, 6.75, 16, 9L, 9 / 40.0),
                List.of("validation", 1L, 1.0, 1.0, 5L, 5.0, 1.0, 1.0, 5, 0L, 0.0));
    }

    @Test
    void setsWhatWasDrawnBesideItsRule(SparkSession spark) {
        List<Row> rows = ofPairs(spark).tables().get("distribution").rows();

        assertThat(rows)
                .extracting(row -> row.getString(0) + ": " + row.getString(1) + ", of " + row.getLong(3))
                .containsExactly(
                        "train: B is random, of 3",
                        "train: the target length is below 13, of 2",
                        "train: the target length is 2 to 3, of 1",
                        "train: the target length is 4 to 4, of 1",
                        "train: the target length is 5 to 6, of 1",
                        "train: the target length is 7 to 7, of 1",
                        "train: the target length is 8 to 8, of 1",
                        "train: the target length is 9 to 10, of 1",
                        "train: the target length is 11 to 11, of 1",
                        "train: the target length is 12 to 12, of 1",
                        "train: A has 1 sentence(s), of 2",
                        "train: A has 2 sentence(s), of 2",
                        "train: A has at most half of n-1 sentences, of 1",
                        "train: the first token goes, not the last, of 6",
                        "validation: the target length is below 13, of 1");
        // One of three is random, half are expected; one target of two is short, a tenth of 11 in 12 is expected.
        assertRow(rows.get(0), 1 / 3.0, 0.5, Math.sqrt(0.25 / 3));
        assertRow(rows.get(1), 0.5, 0.1 * 11 / 12, Math.sqrt(0.11 / 1.2 * (1 - 0.11 / 1.2) / 2));
        assertRow(rows.get(4), 1, 2 / 11.0, Math.sqrt(2 / 11.0 * 9 / 11.0));
        assertRow(rows.get(12), 1, 0.5, 0.5);
        assertRow(rows.get(13), 1 / 3.0, 0.5, Math.sqrt(0.25 / 6));
    }

    @Test
    void binsLengthsAndEstimatesPadding(SparkSession spark) {
        Map<String, SmallTable> tables = ofPairs(spark).tables();

        assertRows(
                tables.get("lengths"), List.of("train", 0, 2L), List.of("train", 16, 2L), List.of("validation", 0, 1L));
        SmallTable padding = tables.get("padding");
        assertThat(padding.rows())
                .extracting(row -> row.getString(0) + " " + row.getString(1))
                .containsExactly(
                        "train max-seq-length",
                        "train longest of 32",
                        "validation max-seq-length",
                        "validation longest of 32");
        assertThat(padding.rows())
                .extracting(row -> row.getDouble(3))
                .satisfiesExactly(
                        share -> assertThat(share).isCloseTo(1 - 57 / 64.0, within(1e-12)),
                        share -> assertThat(share).isCloseTo(1 - 57 / 64.0, within(1e-12)),
                        share -> assertThat(share).isCloseTo(1 - 5 / 16.0, within(1e-12)),
                        share -> assertThat(share).isCloseTo(0, within(1e-12)));
    }

    @Test
    void paddingWithinLengthBinsIsThatOfEachBinsMinibatches(SparkSession spark) {
        ExamplesConfig config = QualityRows.config(List.of(6L, 8L));
        Row[] pairs = {
            pair(1, "train", 0, 1, 1), pair(2, "train", 0, 2, 1), pair(3, "train", 0, 2, 2), pair(4, "train", 0, 9, 2)
        };

        SmallTable padding = new ExampleQuality(config, SPECIALS, 7)
                .ofPairs(dataset(spark, PairDrafts.CONTRACT), dataset(spark, SentencePairs.CONTRACT, pairs))
                .tables()
                .get("padding");

        // Of lengths 5, 6, 7 and 14, 5 is padded to 6, and 7 and 14 are not padded.
        assertThat(padding.rows().get(2).getString(1)).isEqualTo("longest of 32 of one bin");
        assertThat(padding.rows().get(2).getDouble(2)).isCloseTo(33 / 4.0, within(1e-12));
        assertThat(padding.rows().get(2).getDouble(3)).isCloseTo(1 / 33.0, within(1e-12));
    }

    @Test
    void samplesTrainingPairsAsTheyAre(SparkSession spark) {
        List<Row> sample = ofPairs(spark).sample();

        assertThat(sample).hasSize(4).anySatisfy(row -> {
            assertThat(row.getString(0)).isEqualTo(id(3) + "/0/0");
            assertThat(row.getString(2)).isEqualTo(id(999));
            assertThat((int[]) row.get(5)).containsExactly(segments(12, 2));
        });
        assertThat(dataset(spark, SentencePairs.CONTRACT, sample.toArray(Row[]::new))
                        .count())
                .isEqualTo(4);
    }

    @Test
    void findsASecondSegmentThatGivesItsLabelAway(SparkSession spark) {
        Row[] planted = IntStream.range(0, 200)
                .mapToObj(i -> pair(i, "train", i % 2, 3 + i % 7, i % 2 == 1 ? 2 : 4 + i % 3))
                .toArray(Row[]::new);

        SmallTable shortcuts = QUALITY.ofPairs(
                        dataset(spark, PairDrafts.CONTRACT), dataset(spark, SentencePairs.CONTRACT, planted))
                .tables()
                .get("shortcuts");

        Map<String, Double> auc = shortcuts.rows().stream()
                .collect(java.util.stream.Collectors.toMap(row -> row.getString(0), row -> row.getDouble(3)));
        assertThat(auc.get("length_b")).isEqualTo(1);
        assertThat(auc.get("all")).isGreaterThan(0.99);
        assertThat(auc.get("length_a")).isLessThan(0.6);
    }
}
