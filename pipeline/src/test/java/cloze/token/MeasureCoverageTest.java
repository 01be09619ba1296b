package cloze.token;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.VocabularyConfig.Casing;
import cloze.config.VocabularyConfig.Kind;
import cloze.dataset.Documents;
import cloze.testing.SparkSessionExtension;
import cloze.vocabulary.Vocabulary;
import cloze.vocabulary.WordCounts;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkSessionExtension.class)
class MeasureCoverageTest {
    @Test
    void weighsTheTokensOfEachWordByItsCount(SparkSession spark) {
        Vocabulary vocabulary =
                Vocabulary.of(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "cat", "##s"), "test");
        Dataset<Row> counts = spark.createDataFrame(
                        List.of(
                                RowFactory.create(Documents.TRAIN, "cat", 6L),
                                RowFactory.create(Documents.TRAIN, "cats", 3L),
                                RowFactory.create(Documents.TRAIN, "dog", 1L),
                                RowFactory.create(Documents.VALIDATION, "cats", 2L)),
                        WordCounts.CONTRACT.schema())
                .repartition(3);

        List<Row> coverage = new MeasureCoverage(Tokenizer.of(vocabulary, Casing.LOWER, Kind.WORDPIECE))
                .apply(counts)
                .collectAsList();

        // Train: 10 words; 6 of one piece, 3 of two, 1 unknown = 13 tokens, one of them [UNK].
        assertThat(coverage)
                .containsExactly(
                        RowFactory.create(Documents.TRAIN, 10L, 13L, 1.3, 1 / 13.0),
                        RowFactory.create(Documents.VALIDATION, 2L, 4L, 2.0, 0.0));
    }
}
