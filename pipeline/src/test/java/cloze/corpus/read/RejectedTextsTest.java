package cloze.corpus.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.config.CorpusConfig.DocumentSplit;
import cloze.corpus.Corpora;
import cloze.corpus.ReadDocuments;
import cloze.dataset.Documents;
import cloze.error.InvalidInputException;
import cloze.testing.SparkSessionExtension;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
class RejectedTextsTest {
    private static final Charset LATIN_1 = StandardCharsets.ISO_8859_1;

    @TempDir
    private Path folder;

    private Path write(String name, String text, Charset charset) throws IOException {
        return Files.writeString(folder.resolve(name), text, charset);
    }

    private static ReadDocuments skipping(DocumentSplit split, Path... inputs) {
        return new ReadDocuments(Corpora.skipping(split, inputs), 5);
    }

    private static void assertRead(SparkSession spark, ReadDocuments reader, String rejected, String... texts) {
        assertThat(RejectedTexts.byReason(reader.rejected(spark)).csv()).isEqualTo(rejected);
        assertThat(reader.plan(spark)
                        .select(Documents.TEXT)
                        .as(Encoders.STRING())
                        .collectAsList())
                .containsExactlyInAnyOrder(texts);
    }

    @Test
    void skipsAndCountsInvalidJsonLines(SparkSession spark) throws IOException {
        Path file = write(
                "a.jsonl",
                """
                {"text": "one"}
                not json
                {"text": null}

                {"body": "x"}
                {"text": 7}
                {"text": "  "}
                {"text": "\\u0000 \\u0000"}
                {"text": "caf\u00e9"}
                {"text": "two"}
                """,
                LATIN_1);
        assertRead(
                spark,
                skipping(DocumentSplit.BLANK_LINE, file),
                "reason,rows\nblank_text,2\nnull_text,1\ninvalid_utf8,1\ninvalid_json,3\n",
                "one",
                "two");
    }

    @Test
    void skipsDocumentsThatAreNotUtf8InEverySplit(SparkSession spark) throws IOException {
        String text = "one\n\ncaf\u00e9\nau lait\n\ntwo\n";
        Path file = write("a.txt", text, LATIN_1);
        Path good = write("b.txt", "three", LATIN_1);
        Path blank = write("c.txt", " \n", LATIN_1);
        Path empty = write("d.txt", "", LATIN_1);
        Path[] all = {file, good, blank, empty};

        assertRead(
                spark,
                skipping(DocumentSplit.BLANK_LINE, all),
                "reason,rows\nblank_text,0\nnull_text,0\ninvalid_utf8,1\ninvalid_json,0\n",
                "one",
                "two",
                "three");
        assertRead(
                spark,
                skipping(DocumentSplit.LINE, all),
                "reason,rows\nblank_text,3\nnull_text,0\ninvalid_utf8,1\ninvalid_json,0\n",
                "one",
                "au lait",
                "two",
                "three");
        assertRead(
                spark,
                skipping(DocumentSplit.FILE, all),
                "reason,rows\nblank_text,2\nnull_text,0\ninvalid_utf8,1\ninvalid_json,0\n",
                "three");
    }

    @Test
    void saysOfEachRowWhereItIsAndWhatIsWrong(SparkSession spark) throws IOException {
        Path file = write("a.txt", "one\n\ncaf\u00e9\n", LATIN_1);
        var rejected = skipping(DocumentSplit.BLANK_LINE, file).rejected(spark).collectAsList();

        assertThat(rejected).singleElement().satisfies(row -> {
            assertThat(row.getString(0)).endsWith("/a.txt");
            assertThat(row.getString(1)).isEqualTo("invalid_utf8");
            assertThat(row.getString(2)).contains("a.txt, byte 8 of the file: 0xE9 is not valid UTF-8");
        });
    }

    @Test
    void failsUnlessToldToSkip(SparkSession spark) throws IOException {
        Path file = write("a.txt", "one\n\ncaf\u00e9\n", LATIN_1);
        var reader = new ReadDocuments(Corpora.of(file), 5);

        assertThatThrownBy(() -> reader.rejected(spark).collectAsList())
                .hasStackTraceContaining(InvalidInputException.class.getName())
                .hasStackTraceContaining("corpus.on-invalid = skip");
    }

    @Test
    void saysWhyACorpusHoldsNoText(SparkSession spark) throws IOException {
        Path file = write("a.jsonl", "{\"body\": \"x\"}\n{\"text\": null}\n", LATIN_1);
        assertThatThrownBy(() -> skipping(DocumentSplit.LINE, file).requireDocuments(spark))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("a.jsonl", "holds no text", "null_text,1", "invalid_json,1");
    }
}
