package cloze.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.config.CorpusConfig;
import cloze.config.CorpusConfig.DocumentSplit;
import cloze.config.CorpusConfig.Format;
import cloze.config.GeneratorConfig;
import cloze.dataset.Documents;
import cloze.error.InvalidConfigException;
import cloze.error.InvalidInputException;
import cloze.testing.SparkSessionExtension;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.api.java.JavaFutureAction;
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
class ReadDocumentsTest {
    private static final long SEED = 5;
    private static final String PARTITION_BYTES = "spark.sql.files.maxPartitionBytes";

    @TempDir
    private Path folder;

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private Path gzip(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private static Dataset<Row> plan(SparkSession spark, CorpusConfig config) {
        return new ReadDocuments(config, SEED).plan(spark);
    }

    private static List<String> texts(SparkSession spark, CorpusConfig config) {
        return plan(spark, config).select(Documents.TEXT).as(Encoders.STRING()).collectAsList();
    }

    private static List<String> rows(Dataset<Row> documents) {
        return documents.collectAsList().stream().map(Row::toString).sorted().toList();
    }

    @Test
    @Tag("platform")
    void readsTextWithEachSplit(SparkSession spark) throws IOException {
        Path file = write("a.txt", "\ufeffone\r\ntwo\r\n\r\n \r\nthree\r\n");

        assertThat(texts(spark, Corpora.of(Format.AUTO, DocumentSplit.BLANK_LINE, file)))
                .containsExactlyInAnyOrder("one\ntwo", "three");
        assertThat(texts(spark, Corpora.of(Format.TEXT, DocumentSplit.LINE, file)))
                .containsExactlyInAnyOrder("one", "two", "three");
        assertThat(texts(spark, Corpora.of(Format.TEXT, DocumentSplit.FILE, file)))
                .containsExactly("one\ntwo\n\n \nthree\n");
    }

    @Test
    @Tag("platform")
    void readsJsonLines(SparkSession spark) throws IOException {
        Path file = write(
                "a.jsonl", "{\"text\": \"one\\n\\ntwo\", \"id\": 1}\n\n{\"text\": \"three\"}\n{\"text\": \" \"}\n");

        assertThat(texts(spark, Corpora.of(file))).containsExactlyInAnyOrder("one\n\ntwo", "three");
        assertThat(texts(spark, Corpora.of(Format.TEXT, DocumentSplit.LINE, file)))
                .hasSize(3);
    }

    @Test
    @Tag("platform")
    void readsParquet(SparkSession spark) {
        Path table = folder.resolve("table.parquet");
        spark.createDataset(List.of("one\r\ntwo", "three", " "), Encoders.STRING())
                .toDF("text")
                .selectExpr("text", "1 AS id")
                .repartition(2)
                .write()
                .parquet(table.toString());

        assertThat(texts(spark, Corpora.of(table))).containsExactlyInAnyOrder("one\ntwo", "three");
    }

    @Test
    void unpacksCompressedFiles(SparkSession spark) throws IOException {
        Path text = gzip("a.txt.gz", "one\n\ntwo");
        Path json = gzip("b.jsonl.gz", "{\"text\": \"three\"}");

        assertThat(texts(spark, Corpora.of(text, json))).containsExactlyInAnyOrder("one", "two", "three");
    }

    @Test
    void readsFoldersGlobsAndSeveralInputsOnce(SparkSession spark) throws IOException {
        write("books/a.txt", "one");
        write("books/deep/er/b.txt", "two");
        write("books/deep/c.jsonl", "{\"text\": \"three\"}");
        write("books/_SUCCESS", "");
        write("books/._a.txt", "no");
        write("books/_temporary/0/a.txt", "no");
        write("other/[x]{y}.txt", "four");
        write("other/z.txt", "five");
        Path books = folder.resolve("books");

        assertThat(texts(spark, Corpora.of(books))).containsExactlyInAnyOrder("one", "two", "three");
        assertThat(texts(spark, Corpora.of(books, books.resolve("a.txt"), folder.resolve("other/[x]{y}.txt"))))
                .containsExactlyInAnyOrder("one", "two", "three", "four");
        assertThat(texts(spark, Corpora.of(folder.resolve("*/[a-z].txt")))).containsExactlyInAnyOrder("one", "five");
        assertThat(new ReadDocuments(Corpora.of(books), SEED).files(spark))
                .extracting(file ->
                        folder.toUri().relativize(URI.create(file.path())).getPath())
                .hasSize(3);
    }

    @Test
    @Tag("platform")
    void givesTheSameRowsForAnyFilesAndPartitions(SparkSession spark) throws IOException {
        List<String> texts = IntStream.range(0, 400)
                .mapToObj(i -> "document " + i % 390 + "\nsecond line " + "x".repeat(i % 17))
                .toList();
        Path whole = write("whole.txt", String.join("\n\n", texts));
        Path first = write("parts/2.txt", String.join("\r\n \r\n", texts.subList(0, 150)));
        Path second = write("parts/1.txt", String.join("\n\n\n", texts.subList(150, 400)));
        List<String> expected = rows(plan(spark, Corpora.of(whole)));

        assertThat(expected).hasSize(400);
        assertThat(rows(plan(spark, Corpora.of(second, first)))).isEqualTo(expected);
        String before = spark.conf().get(PARTITION_BYTES);
        String shuffles = spark.conf().get("spark.sql.shuffle.partitions");
        spark.conf().set(PARTITION_BYTES, "997");
        spark.conf().set("spark.sql.shuffle.partitions", "7");
        try {
            assertThat(rows(plan(spark, Corpora.of(whole)))).isEqualTo(expected);
        } finally {
            spark.conf().set(PARTITION_BYTES, before);
            spark.conf().set("spark.sql.shuffle.partitions", shuffles);
        }
    }

    @Test
    @Tag("platform")
    void readsOneFileInSeveralTasks(SparkSession spark) throws IOException {
        Path file = write("a.txt", "line\n\n".repeat(1000));
        String before = spark.conf().get(PARTITION_BYTES);
        spark.conf().set(PARTITION_BYTES, "1000");
        try {
            var reader = new ReadDocuments(Corpora.of(file), SEED);
            assertThat(reader.rejected(spark).toJavaRDD().getNumPartitions()).isEqualTo(6);
            assertThat(reader.plan(spark).count()).isEqualTo(1000);
        } finally {
            spark.conf().set(PARTITION_BYTES, before);
        }
    }

    @Test
    @Tag("platform")
    void namesFileAndByteOfBadUtf8(SparkSession spark) throws IOException {
        Path file = folder.resolve("latin1.txt");
        Files.write(file, "fine\n\ncaf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        Dataset<Row> documents = plan(spark, Corpora.of(file));

        assertThatThrownBy(documents::collectAsList)
                .hasStackTraceContaining(InvalidInputException.class.getName())
                .hasStackTraceContaining("latin1.txt, byte 9 of the file: 0xE9 is not valid UTF-8")
                .hasStackTraceContaining("iconv");
    }

    @Test
    void namesTheLineThatIsNoJson(SparkSession spark) throws IOException {
        Path file = write("a.jsonl", "{\"text\": \"fine\"}\nplain\n");
        Dataset<Row> documents = plan(spark, Corpora.of(file));

        assertThatThrownBy(documents::collectAsList)
                .hasStackTraceContaining(InvalidInputException.class.getName())
                .hasStackTraceContaining("a.jsonl, line 2, byte 17 of the file: the line is not JSON")
                .hasStackTraceContaining("It reads: plain.");
    }

    @Test
    void namesAFileThatCannotBeUnpacked(SparkSession spark) throws IOException {
        Path packed = gzip("a.txt.gz", "some text ".repeat(1000));
        byte[] bytes = Files.readAllBytes(packed);
        Path cut = Files.write(folder.resolve("cut.txt.gz"), Arrays.copyOf(bytes, bytes.length / 2));
        Path plain = write("plain.txt.gz", "not packed at all");

        for (Path file : List.of(cut, plain)) {
            Dataset<Row> documents = plan(spark, Corpora.of(file));
            assertThatThrownBy(documents::collectAsList)
                    .hasStackTraceContaining(InvalidInputException.class.getName())
                    .hasStackTraceContaining(file.getFileName() + " cannot be decompressed");
        }
    }

    @Test
    void namesAnInputThatIsNotThere(SparkSession spark) {
        for (String name : List.of("missing.txt", "*.none")) {
            Path input = folder.resolve(name);
            assertThatThrownBy(() -> plan(spark, Corpora.of(input)))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining(input.toString());
        }
        assertThatThrownBy(() -> plan(spark, Corpora.of(folder)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(folder + " holds no files");
        assertThatThrownBy(() -> plan(spark, Corpora.of(Path.of("nowhere:", "x"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("nowhere:");
    }

    @Test
    void namesAParquetFileWithoutTheText(SparkSession spark) throws IOException {
        Path table = folder.resolve("table.parquet");
        spark.range(3)
                .selectExpr("id", "cast(id as string) AS body")
                .coalesce(1)
                .write()
                .parquet(table.toString());
        Path fake = write("fake.parquet", "no Parquet at all");

        assertThatThrownBy(() -> plan(spark, Corpora.of(table)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("has no column text; it has id, body");
        assertThatThrownBy(() -> plan(spark, Corpora.of(fake)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("fake.parquet cannot be read as Parquet");
    }

    @Test
    void refusesACorpusWithoutText(SparkSession spark) throws IOException {
        Path empty = write("empty.txt", "");
        Path blank = write("blank.txt", "\n \n\t\r\n");

        assertThatThrownBy(() -> plan(spark, Corpora.of(empty)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("all 1 file(s) are empty");
        assertThatThrownBy(() -> new ReadDocuments(Corpora.of(empty, blank), SEED).requireDocuments(spark))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("holds no text");
        new ReadDocuments(Corpora.of(blank, write("a.txt", "a")), SEED).requireDocuments(spark);
    }

    @Test
    void refusesNoInputAndTwo(SparkSession spark) throws IOException {
        var stories = new GeneratorConfig(GeneratorConfig.Kind.STORIES, 1, 1, 5);
        CorpusConfig files = Corpora.of(write("a.txt", "a"));
        var both = new CorpusConfig(
                files.input(),
                files.format(),
                "text",
                "",
                files.documentSplit(),
                files.lineEnd(),
                files.onInvalid(),
                "en",
                0,
                stories);

        assertThatThrownBy(() -> new ReadDocuments(Corpora.of(), SEED))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("corpus.input = []: must name a file");
        assertThatThrownBy(() -> new ReadDocuments(both, SEED))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("to read files set corpus.generator.kind = none");
    }

    @Test
    @Tag("platform")
    void planningLaunchesNoSparkJob(SparkSession spark) throws IOException, ExecutionException, InterruptedException {
        Path table = folder.resolve("table.parquet");
        spark.range(3).selectExpr("cast(id as string) AS text").write().parquet(table.toString());
        CorpusConfig config = Corpora.of(table, write("a.txt", "a"), write("b.jsonl", "{}"));

        int before = jobNumber(spark);
        plan(spark, config);

        assertThat(jobNumber(spark)).isEqualTo(before + 1);
    }

    /** Runs a small job and returns its number; jobs are numbered in the order in which they are launched. */
    private static int jobNumber(SparkSession spark) throws ExecutionException, InterruptedException {
        JavaFutureAction<Long> job = spark.range(1).toJavaRDD().countAsync();
        job.get();
        return job.jobIds().get(0);
    }

    @Test
    void readsItsOwnGeneratedJsonLinesBack(SparkSession spark) {
        var generator = new GeneratorConfig(GeneratorConfig.Kind.STORIES, 50, 1, 5);
        Path parts = folder.resolve("stories");
        new GenerateDocuments(generator, SEED).plan(spark).write().json(parts.toString());

        String expected =
                rows(plan(spark, Corpora.generated(generator))).stream().collect(Collectors.joining("\n"));
        assertThat(String.join("\n", rows(plan(spark, Corpora.of(Format.JSONL, DocumentSplit.FILE, parts)))))
                .isEqualTo(expected);
    }
}
