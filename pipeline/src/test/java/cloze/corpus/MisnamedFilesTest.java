package cloze.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.config.CorpusConfig;
import cloze.config.CorpusConfig.DocumentSplit;
import cloze.config.CorpusConfig.Format;
import cloze.dataset.Documents;
import cloze.error.InvalidInputException;
import cloze.input.PackedBytes;
import cloze.testing.SparkSessionExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
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

/** A file whose content is not what its name says is read as what it is, or refused in words. */
@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
class MisnamedFilesTest {
    private static final String PARTITION_BYTES = "spark.sql.files.maxPartitionBytes";
    private static final String OPEN_COST = "spark.sql.files.openCostInBytes";

    private static final String JSON_LINES = IntStream.range(0, 60)
            .mapToObj("{\"text\": \"Story %d.\"}\n"::formatted)
            .collect(Collectors.joining());

    private static final String POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n";

    @TempDir
    private Path folder;

    private Path write(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private Path write(String name, String content) throws IOException {
        return write(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> texts(SparkSession spark, CorpusConfig corpus) {
        return new ReadDocuments(corpus, 5)
                .plan(spark)
                .select(Documents.TEXT)
                .as(Encoders.STRING())
                .collectAsList();
    }

    private static void assertRefused(SparkSession spark, CorpusConfig corpus, String... parts) {
        var refused = assertThatThrownBy(() -> texts(spark, corpus))
                .as(corpus.paths().toString())
                .hasStackTraceContaining(InvalidInputException.class.getName());
        for (String part : parts) {
            refused.hasStackTraceContaining(part);
        }
    }

    @Test
    void readsJsonLinesUnderAnyName(SparkSession spark) throws IOException {
        List<String> expected =
                IntStream.range(0, 60).mapToObj("Story %d."::formatted).toList();
        for (String name : List.of("a.ndjson", "a.jsonlines", "X.JSONL", "a.jsonl.1", "part-0", "a.txt", "a.csv")) {
            for (DocumentSplit split : DocumentSplit.values()) {
                assertThat(texts(spark, Corpora.of(Format.AUTO, split, write(name, JSON_LINES))))
                        .as(name + split)
                        .containsExactlyInAnyOrderElementsOf(expected);
            }
        }
        byte[] packed = PackedBytes.of(JSON_LINES).get("gz");
        assertThat(texts(spark, Corpora.of(write("packed", packed)))).hasSize(60);
        assertThat(texts(spark, Corpora.of(write("packed.NDJSON.GZ", packed)))).hasSize(60);
    }

    @Test
    void readsParquetUnderAnyName(SparkSession spark) throws IOException {
        Path table = folder.resolve("table");
        spark.sql("SELECT 'one' AS text UNION ALL SELECT 'two'")
                .coalesce(1)
                .write()
                .parquet(table.toString());
        Path part;
        try (var files = Files.list(table)) {
            part = files.filter(file -> file.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
        }
        for (String name : List.of("a.PARQUET", "b.parq", "c", "d.jsonl", "e.txt")) {
            assertThat(texts(spark, Corpora.of(Files.copy(part, folder.resolve(name)))))
                    .as(name)
                    .containsExactlyInAnyOrder("one", "two");
        }
        assertRefused(spark, Corpora.of(Format.TEXT, DocumentSplit.LINE, folder.resolve("c")), "c looks like Parquet");
        assertRefused(spark, Corpora.of(Format.JSONL, DocumentSplit.LINE, folder.resolve("c")), "c looks like Parquet");
    }

    @Test
    void givesTheSameDocumentsHoweverAFileIsCut(SparkSession spark) throws IOException {
        String text =
                IntStream.range(0, 3000).mapToObj(i -> "Story " + i * 7919).collect(Collectors.joining("\n\n"));
        Path plain = write("plain.txt", text);
        Path packed = write("packed", PackedBytes.of(text).get("zst"));
        Path lines = write("lines", JSON_LINES);
        List<String> expected =
                texts(spark, Corpora.of(plain, lines)).stream().sorted().toList();
        String before = spark.conf().get(PARTITION_BYTES);
        try {
            for (int bytes : List.of(500, 1777, 100_000_000)) {
                spark.conf().set(PARTITION_BYTES, bytes);
                assertThat(texts(spark, Corpora.of(packed, lines)).stream().sorted())
                        .containsExactlyElementsOf(expected);
            }
        } finally {
            spark.conf().set(PARTITION_BYTES, before);
        }
    }

    @Test
    void saysWhatAFileLooksLikeThatIsNoText(SparkSession spark) throws IOException {
        Map<String, String> refused = Map.of(
                "dataset_info.json", "one JSON document",
                "notes.txt~", "a back-up or temporary file",
                "rows.csv", "a table (CSV or TSV)",
                "page.txt", "HTML or XML",
                "list", "one JSON document");
        write("dataset_info.json", "{\n  \"description\": \"stories\"\n}\n");
        write("notes.txt~", "A note.\n");
        write("rows.csv", "text\nA note.\n");
        write("page.txt", "<!doctype html>\n<p>A note.\n");
        write("list", "[{\"text\": \"a\"},\n {\"text\": \"b\"}]\n");
        for (Map.Entry<String, String> file : refused.entrySet()) {
            Path path = folder.resolve(file.getKey());
            assertRefused(
                    spark, Corpora.of(path), file.getKey() + " looks like " + file.getValue(), "corpus.format = text");
            assertThat(texts(spark, Corpora.of(Format.TEXT, DocumentSplit.FILE, path)))
                    .hasSize(1);
        }
    }

    @Test
    void refusesBinaryFormatsUnderEveryFormat(SparkSession spark) throws IOException {
        Map<Path, String> refused = Map.of(
                write("a.parquet", POINTER), "git lfs pull",
                write("a.txt", POINTER), "git lfs pull",
                write("b.txt", HexFormat.of().parseHex("504b030414000000")), "ZIP",
                write("c.txt", "\ufeffA dark night.\n".getBytes(StandardCharsets.UTF_16LE)), "iconv -f UTF-16",
                write("d.txt", "A dark night.\n".getBytes(StandardCharsets.UTF_16BE)), "iconv -f UTF-16",
                write("e.txt.gz", HexFormat.of().parseHex("377abcaf271c0004")), "7z",
                write("f.txt", "%PDF-1.7\n"), "pdftotext");
        for (Map.Entry<Path, String> file : refused.entrySet()) {
            for (Format format : Format.values()) {
                assertRefused(
                        spark,
                        Corpora.of(format, DocumentSplit.LINE, file.getKey()),
                        file.getKey().getFileName() + " looks like",
                        file.getValue());
            }
        }
        assertRefused(
                spark, Corpora.skipping(DocumentSplit.LINE, folder.resolve("b.txt")), "b.txt looks like a ZIP archive");
    }

    @Test
    void refusesAnArchiveInsideACompressedFile(SparkSession spark) throws IOException {
        byte[] header = new byte[512];
        System.arraycopy("a.txt".getBytes(StandardCharsets.US_ASCII), 0, header, 0, 5);
        int sum = 8 * ' ';
        for (byte b : header) {
            sum += b;
        }
        System.arraycopy("%06o\0 ".formatted(sum).getBytes(StandardCharsets.US_ASCII), 0, header, 148, 8);
        String tar = new String(header, StandardCharsets.US_ASCII) + "A dark night.\n";

        for (String suffix : List.of("gz", "xz", "bz2")) {
            assertRefused(
                    spark,
                    Corpora.of(write("m.tar." + suffix, PackedBytes.of(tar).get(suffix))),
                    "a tar archive");
        }
        byte[] once = PackedBytes.of("A dark night.").get("gz");
        var twice = new String(once, StandardCharsets.ISO_8859_1);
        try (var out = new java.util.zip.GZIPOutputStream(Files.newOutputStream(folder.resolve("twice.gz")))) {
            out.write(twice.getBytes(StandardCharsets.ISO_8859_1));
        }
        assertRefused(spark, Corpora.of(folder.resolve("twice.gz")), "compressed twice");
    }

    @Test
    void readsSmallFilesWhateverSparkSaysTheyCost(SparkSession spark) throws IOException {
        Path file = write("five.txt", "One.\n");
        String cost = spark.conf().get(OPEN_COST);
        String bytes = spark.conf().get(PARTITION_BYTES);
        try {
            for (String set : List.of("0", "-1", "1", String.valueOf(Long.MAX_VALUE))) {
                spark.conf().set(OPEN_COST, set);
                for (String size : List.of("0", "1", bytes)) {
                    spark.conf().set(PARTITION_BYTES, size);
                    assertThat(texts(spark, Corpora.of(file))).containsExactly("One.");
                }
            }
        } finally {
            spark.conf().set(OPEN_COST, cost);
            spark.conf().set(PARTITION_BYTES, bytes);
        }
    }

    @Test
    void countsRowsThatAreSkippedAsBefore(SparkSession spark) throws IOException {
        Path file = write("part-0", "{\"text\": \"One.\"}\nbroken\n{\"text\": null}\n");
        var reader = new ReadDocuments(Corpora.skipping(DocumentSplit.LINE, file), 5);
        Dataset<Row> rejected = reader.rejected(spark);
        assertThat(rejected.select("reason").as(Encoders.STRING()).collectAsList())
                .containsExactlyInAnyOrder("invalid_json", "null_text");
    }
}
