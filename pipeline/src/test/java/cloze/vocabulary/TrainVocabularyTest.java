package cloze.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.config.VocabularyConfig;
import cloze.config.VocabularyConfig.Casing;
import cloze.config.VocabularyConfig.Kind;
import cloze.dataset.Documents;
import cloze.dataset.Sentences;
import cloze.error.InvalidInputException;
import cloze.testing.SparkSessionExtension;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkSessionExtension.class)
class TrainVocabularyTest {
    @Test
    void countsTheWordsOfEachSplit(SparkSession spark) {
        Dataset<Row> documents = documents(
                spark,
                List.of(
                        document("d1", Documents.TRAIN, "The cat. The CAT!"),
                        document("d2", Documents.TRAIN, "the dog"),
                        document("d3", Documents.VALIDATION, "the cow")));

        assertThat(CountWords.ofDocuments(Casing.LOWER).apply(documents).collectAsList())
                .containsExactlyInAnyOrder(
                        RowFactory.create(Documents.TRAIN, "the", 3L),
                        RowFactory.create(Documents.TRAIN, "cat", 2L),
                        RowFactory.create(Documents.TRAIN, "dog", 1L),
                        RowFactory.create(Documents.TRAIN, ".", 1L),
                        RowFactory.create(Documents.TRAIN, "!", 1L),
                        RowFactory.create(Documents.VALIDATION, "the", 1L),
                        RowFactory.create(Documents.VALIDATION, "cow", 1L));
    }

    @Test
    void countsTheSameWordsInSentencesAsInDocuments(SparkSession spark) {
        Dataset<Row> documents =
                documents(spark, List.of(document("d1", Documents.TRAIN, "The cat sat. A dog ran.\nIt rained.")));
        Dataset<Row> sentences = spark.createDataFrame(
                List.of(RowFactory.create(
                        "d1", Documents.TRAIN, new String[] {"The cat sat.", "A dog ran.", "It rained."})),
                Sentences.CONTRACT.schema());

        assertThat(CountWords.ofSentences(Casing.KEEP).apply(sentences).collectAsList())
                .containsExactlyInAnyOrderElementsOf(
                        CountWords.ofDocuments(Casing.KEEP).apply(documents).collectAsList());
    }

    @Test
    void trainsTheSameVocabularyFromOneAndFromSevenPartitions(SparkSession spark) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String text =
                    "walking walked walker talking talks number" + i % 13 + " unlikely likely " + "x".repeat(i % 7 + 1);
            rows.add(document("d" + i, Documents.TRAIN, text));
        }
        Dataset<Row> documents = documents(spark, rows);

        Vocabulary one = train(documents.coalesce(1), config(Kind.WORDPIECE, 90, 1_000));
        Vocabulary seven = train(documents.repartition(7), config(Kind.WORDPIECE, 90, 1_000));

        assertThat(seven.pieces())
                .isEqualTo(one.pieces())
                .hasSize(90)
                .startsWith("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "0");
    }

    @Test
    void learnsFromTheTrainSplitAlone(SparkSession spark) {
        Dataset<Row> documents = documents(
                spark,
                List.of(document("d1", Documents.TRAIN, "ab ab"), document("d2", Documents.VALIDATION, "zz zz zz")));

        assertThat(train(documents, config(Kind.WORDPIECE, 50, 1_000)).pieces())
                .containsExactly("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "b", "##b", "ab");
    }

    @Test
    void takesTheMostFrequentWordsWhole(SparkSession spark) {
        Dataset<Row> documents =
                documents(spark, List.of(document("d1", Documents.TRAIN, "the the the dog cat cat dog once . . , ,")));

        assertThat(train(documents, config(Kind.WORDS, 9, 1_000)).pieces())
                .containsExactly("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", ",", ".", "cat");
        assertThat(train(documents, config(Kind.WORDS, 50, 1_000)).pieces())
                .contains("dog")
                .doesNotContain("once");
    }

    @Test
    void leavesOutWordsThatCanOnlyBeUnknown(SparkSession spark) {
        Dataset<Row> documents = documents(
                spark, List.of(document("d1", Documents.TRAIN, "ab ab " + ("q".repeat(201) + " ").repeat(2))));

        assertThat(train(documents, config(Kind.WORDPIECE, 50, 1_000)).pieces()).endsWith("a", "b", "##b", "ab");
    }

    @Test
    void boundsTheWordsTheDriverTakesKeepingEqualCountsTogether(SparkSession spark) {
        Dataset<Row> documents =
                documents(spark, List.of(document("d1", Documents.TRAIN, "a a a a b b b c c c d d e e")));

        // a 4, b and c 3, d and e 2: four words would part d from e.
        assertThat(train(documents, config(Kind.WORDS, 50, 4)).pieces()).endsWith("[MASK]", "a", "b", "c");
        assertThat(train(documents, config(Kind.WORDS, 50, 5)).pieces()).endsWith("a", "b", "c", "d", "e");
    }

    @Test
    void refusesACorpusWithoutWords(SparkSession spark) {
        Dataset<Row> documents = documents(spark, List.of(document("d1", Documents.VALIDATION, "only here")));

        assertThatThrownBy(() -> train(documents, config(Kind.WORDPIECE, 50, 1_000)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("train split has no words");
    }

    private static Vocabulary train(Dataset<Row> documents, VocabularyConfig config) {
        return new TrainVocabulary(config)
                .from(CountWords.ofDocuments(config.casing()).apply(documents));
    }

    private static VocabularyConfig config(Kind kind, int vocabSize, int maxWords) {
        return new VocabularyConfig("", vocabSize, 2, true, kind, 0, maxWords);
    }

    private static Dataset<Row> documents(SparkSession spark, List<Row> rows) {
        return spark.createDataFrame(rows, Documents.CONTRACT.schema());
    }

    private static Row document(String id, String split, String text) {
        return RowFactory.create(id, split, text);
    }
}
