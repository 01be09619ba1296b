package cloze.token;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.VocabularyConfig;
import cloze.config.VocabularyConfig.Casing;
import cloze.config.VocabularyConfig.Kind;
import cloze.dataset.Documents;
import cloze.testing.SparkSessionExtension;
import cloze.vocabulary.CountWords;
import cloze.vocabulary.Vocabulary;
import cloze.vocabulary.WordCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("spark")
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

    @Test
    void agreesWithTokenizingTheDocuments(SparkSession spark) {
        Vocabulary vocabulary = Vocabulary.of(
                List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "cat", "##s", ".", "a", "##b", "東", "[X]"),
                "test");
        var config = new VocabularyConfig("", 100, 1, true, Kind.WORDPIECE, 0, List.of("[X]"), 0, 100);
        Tokenizer tokenizer = Tokenizer.of(vocabulary, config);
        List<String> texts = List.of("The cats. [X]", "ab abb abc 東京", "THE the\u00a0cat.", "dogs" + "a".repeat(300));
        List<Row> documents = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            documents.add(RowFactory.create("d" + i, i == 3 ? Documents.VALIDATION : Documents.TRAIN, texts.get(i)));
        }
        Dataset<Row> counts =
                CountWords.ofDocuments(config).apply(spark.createDataFrame(documents, Documents.CONTRACT.schema()));

        Map<String, Row> coverage = new MeasureCoverage(tokenizer)
                .apply(counts).collectAsList().stream().collect(Collectors.toMap(row -> row.getString(0), row -> row));

        int[] train = tokenizer.encode(String.join("\n", texts.subList(0, 3)));
        long unknown = Arrays.stream(train).filter(id -> id == vocabulary.unk()).count();
        Row measured = coverage.get(Documents.TRAIN);
        // the cats . [X], ab abb abc 東 京, the the cat .
        assertThat(measured.<Long>getAs(Coverage.WORDS)).isEqualTo(13);
        assertThat(measured.<Long>getAs(Coverage.TOKENS)).isEqualTo(train.length);
        assertThat(measured.<Double>getAs(Coverage.TOKENS_PER_WORD)).isEqualTo(train.length / 13.0);
        assertThat(measured.<Double>getAs(Coverage.UNK_SHARE)).isEqualTo(unknown / (double) train.length);
        assertThat(unknown).isEqualTo(2);
        assertThat(coverage.get(Documents.VALIDATION).<Double>getAs(Coverage.UNK_SHARE))
                .isEqualTo(1.0);
    }
}
