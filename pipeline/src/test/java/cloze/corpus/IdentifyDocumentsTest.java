package cloze.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloze.corpus.read.FoundTexts;
import cloze.dataset.DocumentId;
import cloze.dataset.Documents;
import cloze.testing.SparkSessionExtension;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
class IdentifyDocumentsTest {
    private static final IdentifyDocuments STAGE = new IdentifyDocuments(0.2, 5);

    private static Dataset<Row> identify(SparkSession spark, List<String> texts) {
        return STAGE.apply(FoundTexts.generated(
                spark.createDataset(texts, Encoders.STRING()).repartition(4).toDF(Documents.TEXT), "memory"));
    }

    private static Map<String, String> splits(Dataset<Row> documents) {
        Map<String, String> splits = new HashMap<>();
        for (Row row : documents.collectAsList()) {
            splits.put(row.getString(0), row.getString(1));
        }
        return splits;
    }

    private static List<String> texts(int count) {
        return IntStream.range(0, count).mapToObj(i -> "document " + i).toList();
    }

    @Test
    void namesADocumentByTheHashOfItsText(SparkSession spark) throws NoSuchAlgorithmException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest("gr\u00fc\u00dfe".getBytes(StandardCharsets.UTF_8));

        assertThat(splits(identify(spark, List.of("gr\u00fc\u00dfe"))))
                .containsOnlyKeys(HexFormat.of().formatHex(hash, 0, 16));
    }

    @Test
    void numbersExactDuplicates(SparkSession spark) {
        List<String> texts = new ArrayList<>(texts(20));
        texts.addAll(List.of("again", "again", "again"));

        Dataset<Row> documents = identify(spark, texts);

        assertThat(documents
                        .filter(documents.col(Documents.TEXT).equalTo("again"))
                        .collectAsList())
                .extracting(row -> DocumentId.parse(row.getString(0)).occurrence())
                .containsExactlyInAnyOrder(1L, 2L, 3L);
        assertThat(splits(documents)).hasSize(23);
    }

    @Test
    void keepsEverySplitWhenDocumentsComeAndGo(SparkSession spark) {
        Map<String, String> before = splits(identify(spark, texts(300)));
        Map<String, String> after = splits(identify(spark, texts(450)));

        assertThat(after).hasSize(450).containsAllEntriesOf(before);
    }

    @Test
    void holdsOutTheShareItIsTold() {
        long held = IntStream.range(0, 20_000)
                .filter(i -> IdentifyDocuments.split(new DocumentId(i, -i, 1).toString(), 0.05, 3)
                        .equals(Documents.VALIDATION))
                .count();

        // For 20,000 documents the standard error is 0.0015.
        assertThat(held / 20_000.0).isCloseTo(0.05, within(0.006));
        assertThat(IdentifyDocuments.split(new DocumentId(1, 1, 1).toString(), 0, 3))
                .isEqualTo(Documents.TRAIN);
    }
}
