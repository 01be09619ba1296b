package cloze.pair;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.ExamplesConfig;
import cloze.config.ExamplesConfig.Objective;
import cloze.config.ExamplesConfig.Pairing;
import cloze.dataset.Documents;
import cloze.mask.MaskTokens;
import cloze.quality.ExampleQuality;
import cloze.table.SmallTable;
import cloze.testing.SparkSessionExtension;
import cloze.vocabulary.WordParts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests that the quality table "distribution", for the examples of some thousand documents, is within 4 standard errors
 * of the rules, row by row.
 */
@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
class DistributionTableTest {
    private static final double Z = 4;
    private static final long SEED = 21;

    @ParameterizedTest
    @CsvSource({"REFERENCE, NSP, 25", "REFERENCE, SOP, 25", "REFERENCE, MLM_ONLY, 24", "WINDOWS, NSP, 5"})
    void everyRowIsWithinChanceOfItsRule(Pairing pairing, Objective objective, int rows, SparkSession spark) {
        ExamplesConfig config = Corpus.config(67, 2, pairing, objective);
        Dataset<Row> documents = Corpus.dataset(spark, Corpus.random(0, 3_000, Documents.TRAIN));
        var stage = new PairSentences(config, Corpus.SPECIALS, SEED, List.of(Documents.TRAIN));
        Dataset<Row> pairs = stage.apply(documents).cache();
        Dataset<Row> masked = new MaskTokens(config, Corpus.SPECIALS, WordParts.none(), SEED, 0).apply(pairs);
        var quality = new ExampleQuality(config, Corpus.SPECIALS, SEED);

        Map<String, SmallTable> tables =
                new HashMap<>(quality.ofPairs(stage.drafts(documents), pairs).tables());
        quality.ofMasks(masked).forEach((name, table) -> tables.merge(name, table, SmallTable::with));
        pairs.unpersist();

        SmallTable distribution = tables.get("distribution");
        assertThat(distribution.rows()).hasSize(rows).allSatisfy(row -> assertThat(
                        (double) distribution.value(row, "z"))
                .as(row.toString())
                .isBetween(-Z, Z));
    }
}
