package cloze.quality;

import static cloze.quality.QualityRows.QUALITY;
import static cloze.quality.QualityRows.UNK;
import static cloze.quality.QualityRows.assertRows;
import static cloze.quality.QualityRows.dataset;
import static cloze.quality.QualityRows.document;
import static cloze.quality.QualityRows.id;
import static cloze.quality.QualityRows.ids;
import static org.assertj.core.api.Assertions.assertThat;

import cloze.dataset.TokenizedSentences;
import cloze.table.SmallTable;
import cloze.testing.SparkSessionExtension;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests the tables that {@link ExampleQuality} computes of documents and their sentences. */
@Tag("spark")
@Tag("platform")
@ExtendWith(SparkSessionExtension.class)
class DocumentTablesTest {
    private static Map<String, SmallTable> ofDocuments(SparkSession spark) {
        int[] long1 = ids(10, 11, 12, 13, 14, 15);
        int[] long2 = ids(20, 21, 22, 23, 24, 25);
        int[] yes = ids(30);
        return QUALITY.ofDocuments(
                dataset(
                        spark,
                        TokenizedSentences.CONTRACT,
                        document(id(1), "train", long1, yes, yes),
                        document(id(2), "train", long2, ids(UNK, 31)),
                        document(id(2) + "-2", "train", long2, ids(UNK, 31)),
                        document(id(3), "train", ids(40, 41)),
                        // Equals document 3 up to case or spaces.
                        document(id(4), "validation", ids(40, 41)),
                        document(id(5), "validation", long1, ids(15, 14, 13, 12, 11, 10), yes)),
                BitSet.valueOf(new long[] {1L << 11 | 1L << 31}));
    }

    @Test
    void countsDocumentsSentencesUnknownTokensAndPiecesOfAWord(SparkSession spark) {
        assertRows(
                ofDocuments(spark).get("documents"),
                List.of("train", 4L, 8L, 26L, 1L, 2 / 26.0, 26 / 8.0, 26 / 23.0),
                List.of("validation", 2L, 4L, 15L, 1L, 0.0, 15 / 4.0, 15 / 13.0));
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
        // In train: the second copy of document 2 with both its sentences, and the second "yes".
        assertRows(
                ofDocuments(spark).get("duplicates"),
                List.of("train", 4L, 1L, 0.25, 8L, 3L, 0.375),
                List.of("validation", 2L, 0L, 0.0, 4L, 0L, 0.0));
    }

    @Test
    void findsWhatValidationSharesWithTrain(SparkSession spark) {
        // long1, "yes" and the sentence of document 3; the reversed sentence is a different one.
        assertRows(
                ofDocuments(spark).get("leaks"),
                List.of("documents of equal text", 2L, 0L, 0.0),
                List.of("documents of equal tokens", 2L, 1L, 0.5),
                List.of("sentences", 4L, 3L, 0.75),
                List.of("sentences of more than 5 tokens", 2L, 1L, 0.5));
    }

    @Test
    void findsEqualTextInBothSplits(SparkSession spark) {
        // Splitting by text prevents this; if it happened, the table would show it.
        SmallTable leaks = QUALITY.ofDocuments(
                        dataset(
                                spark,
                                TokenizedSentences.CONTRACT,
                                document(id(1), "train", ids(10)),
                                document(id(1) + "-2", "validation", ids(10))),
                        new BitSet())
                .get("leaks");

        assertThat(leaks.rows().get(0)).isEqualTo(RowFactory.create("documents of equal text", 1L, 1L, 1.0));
    }
}
