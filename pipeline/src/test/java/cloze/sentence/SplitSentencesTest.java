package cloze.sentence;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.CorpusConfig.LineEnd;
import cloze.dataset.Documents;
import cloze.dataset.Sentences;
import cloze.testing.SparkSessionExtension;
import java.util.List;
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
class SplitSentencesTest {
    private static final SplitSentences STAGE = new SplitSentences("en", LineEnd.SENTENCE);

    private static Dataset<Row> documents(SparkSession spark, List<Row> rows) {
        return spark.createDataFrame(rows, Documents.CONTRACT.schema());
    }

    @Test
    void keepsIdentitySplitAndOrder(SparkSession spark) {
        Dataset<Row> sentences = STAGE.apply(documents(
                spark,
                List.of(
                        RowFactory.create("a", Documents.TRAIN, "One. Two.\nThree"),
                        RowFactory.create("b", Documents.VALIDATION, "Mr. Four."))));

        assertThat(sentences.columns())
                .containsExactly(Sentences.CONTRACT.schema().fieldNames());
        List<Row> rows = sentences.orderBy(Sentences.DOCUMENT_ID).collectAsList();
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).getString(1)).isEqualTo(Documents.TRAIN);
        assertThat(rows.get(0).<String>getList(2)).containsExactly("One.", "Two.", "Three");
        assertThat(rows.get(1).getString(0)).isEqualTo("b");
        assertThat(rows.get(1).<String>getList(2)).containsExactly("Mr. Four.");
    }

    @Test
    void dropsADocumentWithoutASentence(SparkSession spark) {
        assertThat(STAGE.apply(documents(spark, List.of(RowFactory.create("a", Documents.TRAIN, " \n"))))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void givesTheSameRowsOnOneAndOnSevenPartitions(SparkSession spark) {
        List<Row> rows = IntStream.range(0, 50)
                .mapToObj(
                        i -> RowFactory.create("d" + i, Documents.TRAIN, "First of " + i + ". Second. ".repeat(i % 5)))
                .toList();

        assertThat(STAGE.apply(documents(spark, rows).repartition(7)).collectAsList())
                .containsExactlyInAnyOrderElementsOf(
                        STAGE.apply(documents(spark, rows).coalesce(1)).collectAsList());
    }
}
