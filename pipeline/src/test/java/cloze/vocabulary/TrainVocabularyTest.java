package cloze.vocabulary;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.rand;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.config.VocabularyConfig;
import cloze.config.VocabularyConfig.Kind;
import cloze.dataset.Documents;
import cloze.error.InvalidInputException;
import cloze.testing.SparkSessionExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
class TrainVocabularyTest {
    @Test
    @Tag("platform")
    void countsTheWordsOfEachSplit(SparkSession spark) {
        Dataset<Row> documents = documents(
                spark,
                List.of(
                        document("d1", Documents.TRAIN, "The cat. The CAT!"),
                        document("d2", Documents.TRAIN, "the dog"),
                        document("d3", Documents.VALIDATION, "the cow")));

        assertThat(CountWords.ofDocuments(config(Kind.WORDPIECE, 90, 1_000))
                        .apply(documents)
                        .collectAsList())
                .containsExactlyInAnyOrder(
                        RowFactory.create(Documents.TRAIN, "the", 3L),
                        RowFactory.create(Documents.TRAIN, "cat", 2L),
                        RowFactory.create(Documents.TRAIN, "dog", 1L),
                        RowFactory.create(Documents.TRAIN, ".", 1L),
                        RowFactory.create(Documents.TRAIN, "!", 1L),
                        RowFactory.create(Documents.VALIDATION, "the", 1L),
                        RowFactory.create(Documents.VALIDATION, "cow", 1L));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8, 64})
    void writesTheSameBytesForAnyPartitionsAndAnyOrder(int partitions, SparkSession spark) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String text =
                    "walking walked walker talking talks number" + i % 13 + " unlikely likely " + "x".repeat(i % 7 + 1);
            rows.add(document("d" + i, Documents.TRAIN, text));
        }
        Dataset<Row> documents = documents(spark, rows);
        VocabularyConfig config = reserving(100, List.of("number7"), 3);

        byte[] expected = written(spark, train(documents.coalesce(1), config));
        assertThat(written(spark, train(documents.repartition(partitions), config)))
                .isEqualTo(expected);
        Dataset<Row> shuffled = documents.orderBy(rand(17)).repartition(partitions, col(Documents.TEXT));
        assertThat(written(spark, train(shuffled, config))).isEqualTo(expected);

        assertThat(new String(expected, StandardCharsets.UTF_8).lines())
                .hasSize(100)
                .startsWith("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "[unused0]", "[unused1]", "[unused2]")
                .startsWith(FixedPieces.of(config).toArray(String[]::new));
    }

    @Test
    void keepsReservedPiecesWholeAndListsThemOnce(SparkSession spark) {
        // tea, teapot: the merges reach "tea" on the way; unreserved, [ENT] would be three words and lower-cased.
        Dataset<Row> documents = documents(
                spark, List.of(document("d1", Documents.TRAIN, "tea teapot [ENT]s (teapot) x[ENT] tea, Tea teapots")));
        VocabularyConfig config = reserving(60, List.of("tea", "[ENT]"), 0);

        assertThat(CountWords.ofDocuments(config).apply(documents).collectAsList())
                .contains(
                        RowFactory.create(Documents.TRAIN, "tea", 3L), RowFactory.create(Documents.TRAIN, "[ENT]", 2L));
        List<String> pieces = train(documents, config).pieces();
        assertThat(pieces).startsWith("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "tea", "[ENT]");
        assertThat(pieces).doesNotHaveDuplicates().doesNotContain("[", "##]");
        assertThat(pieces).contains("teapot");
    }

    @Test
    void fillsTheSizeWithReservedPiecesThatMergesReach(SparkSession spark) {
        Dataset<Row> documents =
                documents(spark, List.of(document("d1", Documents.TRAIN, "abcd abcd abcd abe abe ab ab")));

        // The first merge, (a,##b) 5 times, yields ab, which has an id already; the second, (##c,##d), fills the last
        // place.
        assertThat(train(documents, reserving(16, List.of("ab"), 0)).pieces())
                .hasSize(16)
                .endsWith("ab", "a", "b", "c", "d", "e", "##b", "##c", "##d", "##e", "##cd");
    }

    @Test
    void keepsCasesApartInACasedVocabulary(SparkSession spark) {
        Dataset<Row> documents =
                documents(spark, List.of(document("d1", Documents.TRAIN, "Été Été été été Éte ÉTE ÉTE")));

        assertThat(train(documents, config(Kind.WORDS, 50, 1_000)).pieces()).endsWith("[MASK]", "ete");
        VocabularyConfig cased = new VocabularyConfig("", 50, 2, false, Kind.WORDS, 0, List.of(), 0, 1_000);
        assertThat(train(documents, cased).pieces()).endsWith("[MASK]", "ÉTE", "Été", "été");
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
    @Tag("platform")
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
    @Tag("platform")
    void boundsTheWordsTheDriverTakesKeepingEqualCountsTogether(SparkSession spark) {
        Dataset<Row> documents =
                documents(spark, List.of(document("d1", Documents.TRAIN, "a a a a b b b c c c d d e e")));

        // a 4, b and c 3, d and e 2: a limit of four words would separate d from e.
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
        return new TrainVocabulary(config).from(CountWords.ofDocuments(config).apply(documents));
    }

    private static byte[] written(SparkSession spark, Vocabulary vocabulary) throws IOException {
        Path folder = Files.createTempDirectory("vocabulary");
        Path file = folder.resolve("vocab.txt");
        VocabularyFile.at(file.toUri().toString())
                .write(vocabulary, spark.sparkContext().hadoopConfiguration());
        byte[] bytes = Files.readAllBytes(file);
        Files.delete(file);
        Files.delete(folder);
        return bytes;
    }

    private static VocabularyConfig reserving(int vocabSize, List<String> reserved, int unusedSlots) {
        return new VocabularyConfig("", vocabSize, 2, true, Kind.WORDPIECE, 0, reserved, unusedSlots, 1_000);
    }

    private static VocabularyConfig config(Kind kind, int vocabSize, int maxWords) {
        return new VocabularyConfig("", vocabSize, 2, true, kind, 0, List.of(), 0, maxWords);
    }

    private static Dataset<Row> documents(SparkSession spark, List<Row> rows) {
        return spark.createDataFrame(rows, Documents.CONTRACT.schema());
    }

    private static Row document(String id, String split, String text) {
        return RowFactory.create(id, split, text);
    }
}
