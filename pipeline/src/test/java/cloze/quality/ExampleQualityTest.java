package cloze.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloze.config.ExamplesConfig;
import cloze.config.ExamplesConfig.MaskSelection;
import cloze.config.ExamplesConfig.Objective;
import cloze.config.ExamplesConfig.Pairing;
import cloze.config.ExamplesConfig.Replacement;
import cloze.config.GatesConfig;
import cloze.dataset.Contract;
import cloze.dataset.MaskedExamples;
import cloze.dataset.PairDrafts;
import cloze.dataset.SentencePairs;
import cloze.dataset.SmallTable;
import cloze.dataset.TokenizedSentences;
import cloze.testing.SparkSessionExtension;
import cloze.vocabulary.SpecialIds;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkSessionExtension.class)
class ExampleQualityTest {
    private static final int UNK = 1;
    private static final int CLS = 2;
    private static final int SEP = 3;
    private static final int MASK = 4;
    private static final SpecialIds SPECIALS = new SpecialIds(0, UNK, CLS, SEP, MASK, 100);
    private static final ExamplesConfig CONFIG = new ExamplesConfig(
            16,
            20,
            0.15,
            MaskSelection.FIXED_COUNT,
            Replacement.ALL,
            1,
            0.1,
            Pairing.REFERENCE,
            Objective.NSP,
            false,
            true,
            List.of(),
            GatesConfig.OFF);
    private static final ExampleQuality QUALITY = new ExampleQuality(CONFIG, SPECIALS, 7);

    private static Dataset<Row> dataset(SparkSession spark, Contract contract, Row... rows) {
        return spark.createDataset(List.of(rows), contract.encoder()).toDF().repartition(3);
    }

    private static String id(int number) {
        return "%016x%016x".formatted(number, number);
    }

    private static Row document(String id, String split, int[]... sentences) {
        int[] ends = new int[sentences.length];
        int end = 0;
        for (int i = 0; i < ends.length; i++) {
            end += sentences[i].length;
            ends[i] = end;
        }
        return RowFactory.create(
                id, split, Arrays.stream(sentences).flatMapToInt(IntStream::of).toArray(), ends);
    }

    private static int[] ids(int... ids) {
        return ids;
    }

    private static Row pair(int number, String split, int label, int lengthA, int lengthB) {
        return pairOf(split, id(number) + "/0/0", label, tokens(lengthA, lengthB), lengthA);
    }

    private static Row pairOf(String split, String example, int label, int[] tokens, int lengthA) {
        return RowFactory.create(
                example,
                example.substring(0, 32),
                label == 0 ? example.substring(0, 32) : id(999),
                split,
                tokens,
                segments(tokens.length, lengthA),
                label);
    }

    private static int[] tokens(int lengthA, int lengthB) {
        int[] tokens = new int[lengthA + lengthB + 3];
        Arrays.fill(tokens, 50);
        tokens[0] = CLS;
        tokens[lengthA + 1] = SEP;
        tokens[tokens.length - 1] = SEP;
        return tokens;
    }

    private static int[] segments(int length, int lengthA) {
        int[] segments = new int[length];
        Arrays.fill(segments, lengthA + 2, length, 1);
        return segments;
    }

    /** The cells of each row, by the table's columns. */
    private static void assertRows(SmallTable table, List<?>... rows) {
        assertThat(table.rows().stream()
                        .map(row -> IntStream.range(0, row.size())
                                .mapToObj(row::get)
                                .toList())
                        .toList())
                .isEqualTo(List.of(rows));
    }

    private static Map<String, SmallTable> ofDocuments(SparkSession spark) {
        int[] long1 = ids(10, 11, 12, 13, 14, 15);
        int[] long2 = ids(20, 21, 22, 23, 24, 25);
        int[] yes = ids(30);
        return QUALITY.ofDocuments(dataset(
                spark,
                TokenizedSentences.CONTRACT,
                document(id(1), "train", long1, yes, yes),
                document(id(2), "train", long2, ids(UNK, 31)),
                document(id(2) + "-2", "train", long2, ids(UNK, 31)),
                document(id(3), "train", ids(40, 41)),
                // As document 3 but for case or spaces.
                document(id(4), "validation", ids(40, 41)),
                document(id(5), "validation", long1, ids(15, 14, 13, 12, 11, 10), yes)));
    }

    @Test
    void countsDocumentsSentencesAndUnknownTokens(SparkSession spark) {
        assertRows(
                ofDocuments(spark).get("documents"),
                List.of("train", 4L, 8L, 26L, 1L, 2 / 26.0, 26 / 8.0),
                List.of("validation", 2L, 4L, 15L, 1L, 0.0, 15 / 4.0));
    }

    @Test
    void countsSentencesByPowersOfTwoOfTheirTokens(SparkSession spark) {
        assertRows(
                ofDocuments(spark).get("sentences"),
                List.of("train", 1, 2L, 2L, 1),
                List.of("train", 2, 3L, 6L, 2),
                List.of("train", 4, 3L, 18L, 6),
                List.of("validation", 1, 1L, 1L, 1),
                List.of("validation", 2, 1L, 2L, 2),
                List.of("validation", 4, 2L, 12L, 6));
    }

    @Test
    void countsDuplicatesByTextAndRepeatedSentences(SparkSession spark) {
        // In train, the second of document 2 with both its sentences, and the second yes.
        assertRows(
                ofDocuments(spark).get("duplicates"),
                List.of("train", 4L, 1L, 0.25, 8L, 3L, 0.375),
                List.of("validation", 2L, 0L, 0.0, 4L, 0L, 0.0));
    }

    @Test
    void findsWhatValidationSharesWithTrain(SparkSession spark) {
        // long1, yes and the sentence of document 3; the reversed sentence is another one.
        assertRows(
                ofDocuments(spark).get("leaks"),
                List.of("documents of equal text", 2L, 0L, 0.0),
                List.of("documents of equal tokens", 2L, 1L, 0.5),
                List.of("sentences", 4L, 3L, 0.75),
                List.of("sentences of more than 5 tokens", 2L, 1L, 0.5));
    }

    @Test
    void findsEqualTextInBothSplits(SparkSession spark) {
        // Cannot happen; would be seen if it did.
        SmallTable leaks = QUALITY.ofDocuments(dataset(
                        spark,
                        TokenizedSentences.CONTRACT,
                        document(id(1), "train", ids(10)),
                        document(id(1) + "-2", "validation", ids(10))))
                .get("leaks");

        assertThat(leaks.rows().get(0)).isEqualTo(RowFactory.create("documents of equal text", 1L, 1L, 1.0));
    }

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
        // Of their own documents the training pairs had 40 tokens and have 10 + 6 + 2 + 13.
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
        // One of three random, half of them expected; one target of two is short, a tenth of 11 in 12 expected.
        assertRow(rows.get(0), 1 / 3.0, 0.5, Math.sqrt(0.25 / 3));
        assertRow(rows.get(1), 0.5, 0.1 * 11 / 12, Math.sqrt(0.11 / 1.2 * (1 - 0.11 / 1.2) / 2));
        assertRow(rows.get(4), 1, 2 / 11.0, Math.sqrt(2 / 11.0 * 9 / 11.0));
        assertRow(rows.get(12), 1, 0.5, 0.5);
        assertRow(rows.get(13), 1 / 3.0, 0.5, Math.sqrt(0.25 / 6));
    }

    private static void assertRow(Row row, double measured, double expected, double error) {
        assertThat(row.getDouble(4)).isCloseTo(measured, within(1e-12));
        assertThat(row.getDouble(5)).isCloseTo(expected, within(1e-12));
        assertThat(row.getDouble(6)).isCloseTo(error, within(1e-12));
        assertThat(row.getDouble(7)).isCloseTo((measured - expected) / error, within(1e-9));
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
        ExamplesConfig config = new ExamplesConfig(
                16,
                20,
                0.15,
                MaskSelection.FIXED_COUNT,
                Replacement.ALL,
                1,
                0.1,
                Pairing.REFERENCE,
                Objective.NSP,
                false,
                true,
                List.of(6L, 8L),
                GatesConfig.OFF);
        Row[] pairs = {
            pair(1, "train", 0, 1, 1), pair(2, "train", 0, 2, 1), pair(3, "train", 0, 2, 2), pair(4, "train", 0, 9, 2)
        };

        SmallTable padding = new ExampleQuality(config, SPECIALS, 7)
                .ofPairs(dataset(spark, PairDrafts.CONTRACT), dataset(spark, SentencePairs.CONTRACT, pairs))
                .tables()
                .get("padding");

        // Of 5, 6, 7 and 14 tokens: two padded to 6, the others as they are.
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

    @Test
    void countsWhatStandsAtSelectedPositions(SparkSession spark) {
        Row pair = pair(1, "validation", 0, 4, 3);
        int[] seen = tokens(4, 3);
        seen[1] = MASK;
        seen[2] = MASK;
        seen[3] = 77;
        // Position 4 is kept.
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
        // 15 % of 10 tokens are 1.5, which rounds to 2: 4 are no accident.
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
        // A tenth is drawn from 100 pieces, [MASK] and the one that stood there among them.
        assertRow(drawn.get(1), 0.5, 0.801, Math.sqrt(0.801 * 0.199 / 4));
        assertRow(drawn.get(2), 0.25, 0.098, Math.sqrt(0.098 * 0.902 / 4));
        assertRow(drawn.get(3), 0.25, 0.101, Math.sqrt(0.101 * 0.899 / 4));
    }
}
