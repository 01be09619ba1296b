package cloze.sentence;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.CorpusConfig.LineEnd;
import cloze.dataset.Documents;
import cloze.testing.SparkSessionExtension;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkSessionExtension.class)
class SentenceLengthsTest {
    @Test
    void countsSentencesByPowersOfTwo(SparkSession spark) {
        Dataset<Row> documents = spark.createDataFrame(
                List.of(
                        RowFactory.create("a", Documents.TRAIN, "a\nab\nabc\nabcd\n\ud83d\udc1f\ud83d\udc1f"),
                        RowFactory.create("b", Documents.TRAIN, "abcdefg\n" + "x".repeat(100_000)),
                        RowFactory.create("c", Documents.VALIDATION, "abcdefgh")),
                Documents.CONTRACT.schema());

        assertThat(SentenceLengths.table(new SplitSentences("en", LineEnd.SENTENCE).apply(documents))
                        .csv())
                .isEqualTo(
                        """
                        split,characters_from,sentences,characters,longest
                        train,1,1,1,1
                        train,2,3,7,3
                        train,4,2,11,7
                        train,65536,1,100000,100000
                        validation,8,1,8,8
                        """);
    }
}
