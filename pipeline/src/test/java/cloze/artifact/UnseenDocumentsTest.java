package cloze.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.corpus.Corpora;
import cloze.corpus.ReadDocuments;
import cloze.corpus.read.RejectedTexts;
import cloze.dataset.DocumentSources;
import cloze.dataset.Documents;
import cloze.testing.SparkSessionExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
class UnseenDocumentsTest {
    private static final List<String> BOTH = List.of(Documents.TRAIN, Documents.VALIDATION);

    @TempDir
    private Path folder;

    /** Reads {@code texts} as a corpus, one document each. */
    private ReadDocuments corpus(List<String> texts) throws IOException {
        Path file = Files.writeString(folder.resolve("corpus.txt"), String.join("\n\n", texts) + "\n");
        return new ReadDocuments(Corpora.of(file), 5);
    }

    /** Writes the tables that a prepare run of {@code wanted} leaves, and returns their folder. */
    private String prepared(SparkSession spark, String name, ReadDocuments reader, UnseenDocuments wanted) {
        String output = folder.resolve(name).toString();
        wanted.sources(reader.sources(spark)).write().parquet(output + "/" + UnseenDocuments.TABLE);
        wanted.rejected(reader.rejected(spark)).write().parquet(output + "/" + UnseenDocuments.REJECTED_TABLE);
        return output;
    }

    private static List<String> texts(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "document " + i).collect(Collectors.toList());
    }

    private static List<String> ids(Dataset<Row> rows) {
        return rows.select(Documents.DOCUMENT_ID).as(Encoders.STRING()).collectAsList().stream()
                .sorted()
                .toList();
    }

    @Test
    void leavesWhatNoEarlierRunHasSeen(SparkSession spark) throws IOException {
        String first = prepared(spark, "first", corpus(texts(0, 10)), UnseenDocuments.ALL);
        var afterFirst = new UnseenDocuments(List.of(first), BOTH);
        String second = prepared(spark, "second", corpus(texts(5, 20)), afterFirst);

        ReadDocuments all = corpus(texts(0, 30));
        Dataset<Row> left = new UnseenDocuments(List.of(first, second), BOTH).apply(all.plan(spark));

        assertThat(left.select(Documents.TEXT).as(Encoders.STRING()).collectAsList())
                .containsExactlyInAnyOrderElementsOf(texts(20, 30));
        assertThat(ids(spark.read().parquet(second + "/documents"))).hasSize(10);
    }

    @Test
    void aSecondCopyOfATextIsNewAndIsCalledTheSecond(SparkSession spark) throws IOException {
        List<String> texts = texts(0, 6);
        String first = prepared(spark, "first", corpus(texts), UnseenDocuments.ALL);
        texts.addAll(List.of("document 3", "document 3"));

        Dataset<Row> left =
                new UnseenDocuments(List.of(first), BOTH).apply(corpus(texts).plan(spark));

        assertThat(ids(left)).hasSize(2).allSatisfy(id -> assertThat(id).matches("[0-9a-f]{32}-[23]"));
    }

    @Test
    void theDocumentsOfASplitCanWait(SparkSession spark) throws IOException {
        ReadDocuments reader = corpus(texts(0, 60));
        var trained = new UnseenDocuments(List.of(), List.of(Documents.TRAIN));
        String first = prepared(spark, "first", reader, trained);

        Dataset<Row> left = new UnseenDocuments(List.of(first), BOTH).apply(reader.plan(spark));

        assertThat(ids(left)).isNotEmpty();
        assertThat(left.select(Documents.SPLIT).distinct().as(Encoders.STRING()).collectAsList())
                .containsExactly(Documents.VALIDATION);
    }

    @Test
    void sourcesAreThoseOfTheDocumentsLeft(SparkSession spark) throws IOException {
        String first = prepared(spark, "first", corpus(texts(0, 10)), UnseenDocuments.ALL);
        ReadDocuments reader = corpus(texts(0, 14));
        var wanted = new UnseenDocuments(List.of(first), BOTH);

        Dataset<Row> sources = wanted.sources(reader.sources(spark));

        assertThat(sources.columns())
                .containsExactly(DocumentSources.CONTRACT.schema().fieldNames());
        assertThat(ids(sources)).hasSize(4).isEqualTo(ids(wanted.apply(reader.plan(spark))));
    }

    @Test
    void rejectedRowsAreCountedOnce(SparkSession spark) throws IOException {
        Path file = Files.writeString(folder.resolve("rows.jsonl"), "{\"text\": \"a\"}\n{\"text\": \" \"}\n");
        var reader = new ReadDocuments(Corpora.of(file), 5);
        String first = prepared(spark, "first", reader, UnseenDocuments.ALL);
        Files.writeString(file, Files.readString(file) + "{\"text\": \"b\"}\n{\"text\": null}\n");

        Dataset<Row> rejected = new UnseenDocuments(List.of(first), BOTH).rejected(reader.rejected(spark));

        assertThat(rejected.select(RejectedTexts.REASON).as(Encoders.STRING()).collectAsList())
                .containsExactly("null_text");
    }
}
