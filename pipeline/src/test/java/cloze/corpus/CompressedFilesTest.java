package cloze.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.config.CorpusConfig;
import cloze.dataset.Documents;
import cloze.error.InvalidInputException;
import cloze.testing.SparkSessionExtension;
import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.util.NativeCodeLoader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
@Tag("platform")
@ExtendWith(SparkSessionExtension.class)
class CompressedFilesTest {
    private static final String WORDS =
            IntStream.range(0, 5000).mapToObj(i -> "word" + i * 7919 % 5003).collect(Collectors.joining(" "));

    @TempDir
    private Path folder;

    private static byte[] zstd(String text) {
        return Zstd.compress(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] gzip(String text) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }

    private Path write(String name, byte[]... parts) throws IOException {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.write(part);
        }
        return Files.write(folder.resolve(name), all.toByteArray());
    }

    private static Dataset<Row> plan(SparkSession spark, CorpusConfig corpus) {
        return new ReadDocuments(corpus, 5).plan(spark);
    }

    private static List<String> texts(SparkSession spark, Path... files) {
        return plan(spark, Corpora.of(files))
                .select(Documents.TEXT)
                .as(Encoders.STRING())
                .collectAsList();
    }

    @Test
    void readsTextAndJsonLinesWithoutNativeHadoop(SparkSession spark) throws IOException {
        assertThat(NativeCodeLoader.isNativeCodeLoaded()).isFalse();
        assertThat(texts(
                        spark,
                        write("a.txt.zst", zstd("one\n\ntwo")),
                        write("b.jsonl.ZST", zstd("{\"text\": \"three\"}\n")),
                        write("c.txt.gz", gzip("four")),
                        write("d.json.gz", gzip("{\"text\": \"five\"}"))))
                .containsExactlyInAnyOrder("one", "two", "three", "four", "five");
    }

    @Test
    void readsOnBehindTheFirstFrameOrMember(SparkSession spark) throws IOException {
        Path frames = write("a.zst", zstd("one\n\ntw"), zstd(""), zstd("o\n\n" + WORDS), zstd("\n\nend"));
        Path members = write("a.gz", gzip("one\n\ntw"), gzip("o\n\n" + WORDS), gzip("\n\nend"));

        assertThat(texts(spark, frames)).containsExactlyInAnyOrder("one", "two", WORDS, "end");
        assertThat(texts(spark, members)).containsExactlyInAnyOrder("one", "two", WORDS, "end");
    }

    @Test
    void namesAFileThatIsCutShortOrDamaged(SparkSession spark) throws IOException {
        for (String suffix : List.of(".zst", ".gz")) {
            byte[] whole = suffix.equals(".gz") ? gzip(WORDS) : zstd(WORDS);
            byte[] damaged = whole.clone();
            Arrays.fill(damaged, whole.length / 2, whole.length / 2 + 50, (byte) 0x5a);
            for (Path file : List.of(
                    write("cut" + suffix, Arrays.copyOf(whole, whole.length - 5)),
                    write("half" + suffix, Arrays.copyOf(whole, whole.length / 2)),
                    write("head" + suffix, Arrays.copyOf(whole, 3)),
                    write("damaged" + suffix, damaged),
                    write("trailing" + suffix, whole, WORDS.getBytes(StandardCharsets.UTF_8)),
                    write("plain" + suffix, WORDS.getBytes(StandardCharsets.UTF_8)))) {
                Dataset<Row> documents = plan(spark, Corpora.of(file));
                assertThatThrownBy(documents::collectAsList)
                        .as(file.toString())
                        .hasStackTraceContaining(InvalidInputException.class.getName())
                        .hasStackTraceContaining(file.getFileName() + " cannot be decompressed");
            }
        }
    }
}
