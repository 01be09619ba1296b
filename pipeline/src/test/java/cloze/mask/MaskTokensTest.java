package cloze.mask;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.ExamplesConfig;
import cloze.config.ExamplesConfig.MaskSelection;
import cloze.config.ExamplesConfig.Objective;
import cloze.config.ExamplesConfig.Pairing;
import cloze.config.ExamplesConfig.Replacement;
import cloze.config.GatesConfig;
import cloze.dataset.MaskedExamples;
import cloze.dataset.SentencePairs;
import cloze.random.Seeds;
import cloze.testing.SparkSessionExtension;
import cloze.vocabulary.SpecialIds;
import cloze.vocabulary.WordParts;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("spark")
@Tag("platform")
@ExtendWith(SparkSessionExtension.class)
class MaskTokensTest {
    private static final SpecialIds SPECIALS = new SpecialIds(0, 1, 2, 3, 4, 1000);
    private static final ExamplesConfig CONFIG = new ExamplesConfig(
            64,
            10,
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
    private static final int COUNT = 60;

    @Test
    void masksTheSameTokensOnOneAndOnSevenPartitions(SparkSession spark) {
        Map<String, String> one = masks(pairs(spark, COUNT).repartition(1), 4);

        assertThat(one).hasSize(COUNT);
        assertThat(masks(pairs(spark, COUNT).repartition(7), 4)).isEqualTo(one);
    }

    @Test
    void otherExamplesChangeNoMask(SparkSession spark) {
        Map<String, String> all = masks(pairs(spark, COUNT), 4);

        assertThat(all).containsAllEntriesOf(masks(pairs(spark, 5), 4));
    }

    @Test
    void everyEpochHasItsOwnMasksAndTheFrozenOnesTheirs(SparkSession spark) {
        Dataset<Row> pairs = pairs(spark, COUNT);
        Map<String, String> first = masks(pairs, 0);
        Map<String, String> second = masks(pairs, 1);
        Map<String, String> frozen =
                rows(new MaskTokens(CONFIG, SPECIALS, WordParts.none(), 5, MaskTokens.FROZEN).apply(pairs));

        assertThat(changed(first, second)).isGreaterThan(COUNT / 2);
        assertThat(changed(first, frozen)).isGreaterThan(COUNT / 2);
        assertThat(masks(pairs, MaskTokens.FROZEN)).isEqualTo(frozen);
    }

    @Test
    void keepsThePairAsBuilt(SparkSession spark) {
        Dataset<Row> pairs = pairs(spark, COUNT);
        Dataset<Row> masked = new MaskTokens(CONFIG, SPECIALS, WordParts.none(), 5, 0).apply(pairs);

        assertThat(SentencePairs.CONTRACT.select(masked).except(pairs).count()).isZero();
        assertThat(masked.columns())
                .containsExactly(MaskedExamples.CONTRACT.schema().fieldNames());
    }

    private static long changed(Map<String, String> one, Map<String, String> other) {
        return one.keySet().stream()
                .filter(id -> !one.get(id).equals(other.get(id)))
                .count();
    }

    private static Map<String, String> masks(Dataset<Row> pairs, long epoch) {
        return rows(new MaskTokens(CONFIG, SPECIALS, WordParts.none(), 5, epoch).apply(pairs));
    }

    private static Map<String, String> rows(Dataset<Row> masked) {
        var rows = new TreeMap<String, String>();
        for (Row row : masked.collectAsList()) {
            rows.put(
                    row.getAs(SentencePairs.EXAMPLE_ID),
                    row.getList(row.fieldIndex(MaskedExamples.INPUT_IDS)) + " "
                            + row.getList(row.fieldIndex(MaskedExamples.MASKED_LM_POSITIONS)) + " "
                            + row.getList(row.fieldIndex(MaskedExamples.MASKED_LM_IDS)));
        }
        return rows;
    }

    private static Dataset<Row> pairs(SparkSession spark, int count) {
        List<Row> rows =
                IntStream.range(0, count).mapToObj(MaskTokensTest::pair).toList();
        return spark.createDataset(rows, SentencePairs.CONTRACT.encoder()).toDF();
    }

    private static Row pair(int number) {
        String document = "%016x%016x".formatted(Seeds.mix(number), number);
        int[] tokens = Seeds.forRow(1, "fixture", number).ints(30, 5, 1000).toArray();
        tokens[0] = SPECIALS.cls();
        tokens[14] = SPECIALS.sep();
        tokens[29] = SPECIALS.sep();
        int[] segments = new int[30];
        Arrays.fill(segments, 15, 30, 1);
        return RowFactory.create(document + "/0/0", document, document, "train", tokens, segments, 0);
    }
}
