package cloze.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.testing.SparkSessionExtension;
import java.util.List;
import org.apache.spark.api.java.function.MapFunction;
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
class IntArraysTest {
    private static final Contract CONTRACT = TokenizedSentences.CONTRACT;
    private static final Row ROW = RowFactory.create("id", "train", new int[] {5, 70_000, 7}, new int[] {1, 3});

    @Test
    void integersAreIntArraysInTypedStepsAndSparksOwnOutside(SparkSession spark) {
        Dataset<Row> rows =
                spark.createDataset(List.of(ROW), CONTRACT.encoder()).toDF();
        MapFunction<Row, Row> countToken = row -> {
            int[] tokens = (int[]) row.get(2);
            return RowFactory.create(row.get(0), row.get(1), new int[] {tokens.length}, row.get(3));
        };

        Row counted =
                CONTRACT.typed(rows).map(countToken, CONTRACT.encoder()).toDF().first();

        assertThat(counted.<Integer>getList(2)).containsExactly(3);
        assertThat(rows.first().<Integer>getList(2)).containsExactly(5, 70_000, 7);
    }

    @Test
    void readsAColumnFromAnyKindOfRow(SparkSession spark) {
        Dataset<Row> rows =
                spark.createDataset(List.of(ROW), CONTRACT.encoder()).toDF();
        Row boxed = rows.select("token_ids", "document_id").first();
        Row primitive = CONTRACT.typed(rows).first();

        for (Row row : List.of(ROW, boxed, primitive)) {
            assertThat(CONTRACT.ints(row, TokenizedSentences.TOKEN_IDS)).containsExactly(5, 70_000, 7);
            assertThat(CONTRACT.text(row, TokenizedSentences.DOCUMENT_ID)).isEqualTo("id");
        }
    }

    @Test
    void typedStepsFindTheirColumnsInAnyOrder(SparkSession spark) {
        Dataset<Row> rows = spark.createDataset(List.of(ROW), CONTRACT.encoder())
                .select("sentence_ends", "split", "token_ids", "document_id");

        assertThat(CONTRACT.ints(CONTRACT.typed(rows).first(), TokenizedSentences.SENTENCE_ENDS))
                .containsExactly(1, 3);
    }
}
