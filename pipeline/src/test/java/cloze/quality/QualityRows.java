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
import cloze.table.SmallTable;
import cloze.vocabulary.SpecialIds;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** Small datasets for the tests of the quality tables, and assertions on rows. */
final class QualityRows {
    static final int UNK = 1;
    static final int CLS = 2;
    static final int SEP = 3;
    static final int MASK = 4;
    static final SpecialIds SPECIALS = new SpecialIds(0, UNK, CLS, SEP, MASK, 100);
    static final ExamplesConfig CONFIG = config(List.of());
    static final ExampleQuality QUALITY = new ExampleQuality(CONFIG, SPECIALS, 7);

    private QualityRows() {}

    /**
     * @param bins upper limits of the length bins
     */
    static ExamplesConfig config(List<Long> bins) {
        return new ExamplesConfig(
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
                bins,
                GatesConfig.OFF);
    }

    /** Creates a dataset of {@code contract} over three partitions. */
    static Dataset<Row> dataset(SparkSession spark, Contract contract, Row... rows) {
        return spark.createDataset(List.of(rows), contract.encoder()).toDF().repartition(3);
    }

    /** Returns the id of document {@code number}. */
    static String id(int number) {
        return "%016x%016x".formatted(number, number);
    }

    static Row document(String id, String split, int[]... sentences) {
        int[] ends = new int[sentences.length];
        int end = 0;
        for (int i = 0; i < ends.length; i++) {
            end += sentences[i].length;
            ends[i] = end;
        }
        return RowFactory.create(
                id, split, Arrays.stream(sentences).flatMapToInt(IntStream::of).toArray(), ends);
    }

    static int[] ids(int... ids) {
        return ids;
    }

    /** Returns the pair of document {@code number}; all tokens of A and B are the same piece. */
    static Row pair(int number, String split, int label, int lengthA, int lengthB) {
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

    /** Returns [CLS] A [SEP] B [SEP]. */
    static int[] tokens(int lengthA, int lengthB) {
        int[] tokens = new int[lengthA + lengthB + 3];
        Arrays.fill(tokens, 50);
        tokens[0] = CLS;
        tokens[lengthA + 1] = SEP;
        tokens[tokens.length - 1] = SEP;
        return tokens;
    }

    /** Returns segment ids: 0 through the first [SEP], then 1. */
    static int[] segments(int length, int lengthA) {
        int[] segments = new int[length];
        Arrays.fill(segments, lengthA + 2, length, 1);
        return segments;
    }

    /** Compares the cells of all rows, in the order of columns. */
    static void assertRows(SmallTable table, List<?>... rows) {
        assertThat(table.rows().stream()
                        .map(row -> IntStream.range(0, row.size())
                                .mapToObj(row::get)
                                .toList())
                        .toList())
                .isEqualTo(List.of(rows));
    }

    /** Compares a row of the distribution table: measured and expected share, and its standard error. */
    static void assertRow(Row row, double measured, double expected, double error) {
        assertThat(row.getDouble(4)).isCloseTo(measured, within(1e-12));
        assertThat(row.getDouble(5)).isCloseTo(expected, within(1e-12));
        assertThat(row.getDouble(6)).isCloseTo(error, within(1e-12));
        assertThat(row.getDouble(7)).isCloseTo((measured - expected) / error, within(1e-9));
    }
}
