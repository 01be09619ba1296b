package cloze.token;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.VocabularyConfig.Casing;
import cloze.config.VocabularyConfig.Kind;
import cloze.dataset.Documents;
import cloze.dataset.Sentences;
import cloze.dataset.TokenizedSentences;
import cloze.testing.SparkSessionExtension;
import cloze.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.List;
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
class TokenizeSentencesTest {
    private static final Vocabulary VOCABULARY = Vocabulary.of(
            List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "cat", "s", "##s", ".", "sat"), "test");
    private static final TokenizeSentences TOKENIZE =
            new TokenizeSentences(Tokenizer.of(VOCABULARY, Casing.LOWER, Kind.WORDPIECE));

    @Test
    void writesTheTokensOfADocumentFlatWithTheEndsOfItsSentences(SparkSession spark) {
        Dataset<Row> sentences = sentences(
                spark,
                document("d1", Documents.TRAIN, "The cats.", "The dog sat."),
                document("d2", Documents.VALIDATION, "Sat"));

        List<Row> rows = TOKENIZE.apply(sentences)
                .orderBy(TokenizedSentences.DOCUMENT_ID)
                .collectAsList();

        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).getString(0)).isEqualTo("d1");
        assertThat(rows.get(0).getString(1)).isEqualTo(Documents.TRAIN);
        assertThat(rows.get(0).<Integer>getList(2)).containsExactly(5, 6, 8, 9, 5, 1, 10, 9);
        assertThat(rows.get(0).<Integer>getList(3)).containsExactly(4, 8);
        assertThat(rows.get(1).getString(1)).isEqualTo(Documents.VALIDATION);
        assertThat(rows.get(1).<Integer>getList(2)).containsExactly(10);
        assertThat(rows.get(1).<Integer>getList(3)).containsExactly(1);
    }

    @Test
    void dropsSentencesWithoutTokensAndDocumentsWithoutSentences(SparkSession spark) {
        Dataset<Row> sentences = sentences(
                spark,
                document("kept", Documents.TRAIN, "\u200b", "The cat", "\u00ad\u0007", "sat"),
                document("dropped", Documents.TRAIN, "\u200b", "\ufeff"));

        List<Row> rows = TOKENIZE.apply(sentences).collectAsList();

        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).getString(0)).isEqualTo("kept");
        assertThat(rows.get(0).<Integer>getList(2)).containsExactly(5, 6, 10);
        assertThat(rows.get(0).<Integer>getList(3)).containsExactly(2, 3);
        assertThat(TOKENIZE.rejected(sentences).collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactly("dropped");
    }

    @Test
    void givesTheSameRowsForOneAndSevenPartitions(SparkSession spark) {
        List<Row> documents = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            documents.add(document("d" + (100 + i), Documents.TRAIN, "the cat " + "sat ".repeat(i), "cats."));
        }
        Dataset<Row> sentences = spark.createDataFrame(documents, Sentences.CONTRACT.schema());

        List<Row> one = TOKENIZE.apply(sentences.repartition(1))
                .orderBy(TokenizedSentences.DOCUMENT_ID)
                .collectAsList();
        List<Row> seven = TOKENIZE.apply(sentences.repartition(7))
                .orderBy(TokenizedSentences.DOCUMENT_ID)
                .collectAsList();

        assertThat(seven).isEqualTo(one).hasSize(50);
    }

    private static Dataset<Row> sentences(SparkSession spark, Row... documents) {
        return spark.createDataFrame(List.of(documents), Sentences.CONTRACT.schema());
    }

    private static Row document(String id, String split, String... sentences) {
        return RowFactory.create(id, split, sentences);
    }
}
