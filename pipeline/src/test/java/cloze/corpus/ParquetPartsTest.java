package cloze.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.config.CorpusConfig;
import cloze.corpus.read.RejectedTexts;
import cloze.dataset.DocumentSources;
import cloze.dataset.Documents;
import cloze.error.InvalidInputException;
import cloze.testing.SparkSessionExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.parquet.crypto.FileEncryptionProperties;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of one corpus to which their writers gave different types, and codecs. */
@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
class ParquetPartsTest {
    private static final String PLAIN = "message m { optional binary text (STRING); }";

    @TempDir
    private Path folder;

    private int written;

    /** Writes a file of {@code schema} with one row per element of {@code rows}. */
    @SafeVarargs
    private Path write(String schema, Consumer<Group>... rows) {
        return write(schema, CompressionCodecName.UNCOMPRESSED, null, rows);
    }

    @SafeVarargs
    private Path write(
            String schema, CompressionCodecName codec, FileEncryptionProperties encryption, Consumer<Group>... rows) {
        Path file = folder.resolve("part-%d.parquet".formatted(written++));
        MessageType type = MessageTypeParser.parseMessageType(schema);
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
                .withType(type)
                .withCompressionCodec(codec)
                .withEncryption(encryption)
                .build()) {
            for (Consumer<Group> row : rows) {
                Group group = new SimpleGroupFactory(type).newGroup();
                row.accept(group);
                writer.write(group);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    private static Consumer<Group> text(String text) {
        return row -> row.add("text", text);
    }

    /** Leaves a row without values. */
    private static void nothing(Group row) {}

    /** A file that pyarrow wrote. */
    private static Path arrow(String name) {
        return Path.of("src/test/resources/cloze/corpus", name + ".parquet");
    }

    private static ReadDocuments reader(CorpusConfig corpus) {
        return new ReadDocuments(corpus, 7);
    }

    private static List<String> texts(SparkSession spark, Path... parts) {
        return reader(Corpora.of(parts)).plan(spark).select(Documents.TEXT).collectAsList().stream()
                .map(row -> row.getString(0))
                .sorted()
                .toList();
    }

    private static long nulls(SparkSession spark, Path... parts) {
        return reader(Corpora.of(parts))
                .rejected(spark)
                .where(RejectedTexts.REASON + " = 'null_text'")
                .count();
    }

    /** The id of each text; without those of no id. */
    private static Map<String, String> ids(SparkSession spark, CorpusConfig corpus) {
        Map<String, String> ids = new TreeMap<>();
        reader(corpus)
                .plan(spark)
                .join(reader(corpus).sources(spark), Documents.DOCUMENT_ID)
                .select(Documents.TEXT, DocumentSources.SOURCE_ID)
                .collectAsList()
                .forEach(row -> ids.put(row.getString(0), String.valueOf(row.getString(1))));
        return ids;
    }

    private static void assertRefused(SparkSession spark, CorpusConfig corpus, String... parts) {
        var fault = assertThatThrownBy(() -> {
                    Dataset<Row> documents = reader(corpus).plan(spark);
                    documents.collectAsList();
                })
                .hasStackTraceContaining(InvalidInputException.class.getName());
        Arrays.stream(parts).forEach(fault::hasStackTraceContaining);
    }

    @Test
    void aTypeOfNullsAloneCountsAsNulls(SparkSession spark) {
        Path plain = write(PLAIN, text("A lake."), ParquetPartsTest::nothing);
        List<Path> empty = List.of(
                arrow("null-text"),
                arrow("null-without-statistics"),
                write("message m { optional int32 text; }", ParquetPartsTest::nothing, ParquetPartsTest::nothing),
                write("message m { optional double text; }", ParquetPartsTest::nothing, ParquetPartsTest::nothing),
                write(
                        "message m { optional group text (LIST) { repeated group list { optional binary element (STRING); } } }",
                        ParquetPartsTest::nothing,
                        ParquetPartsTest::nothing),
                write(
                        "message m { optional group text { required int32 a; } }",
                        ParquetPartsTest::nothing,
                        ParquetPartsTest::nothing));
        for (Path part : empty) {
            // First or not: the driver looks at the first file.
            assertThat(texts(spark, part, plain)).as(part.toString()).containsExactly("A lake.");
            assertThat(nulls(spark, plain, part)).as(part.toString()).isEqualTo(3);
        }
    }

    @Test
    void valuesOfAnotherTypeAreRefusedWithTheirFile(SparkSession spark) {
        Path plain = write(PLAIN, text("A lake."));
        Map<Path, String> others = Map.of(
                write("message m { optional int32 text; }", ParquetPartsTest::nothing, row -> row.add("text", 7)),
                        "optional int32 text",
                write("message m { required int64 text; }", row -> row.add("text", 7L)), "required int64 text",
                write(
                                "message m { required fixed_len_byte_array(2) text; }",
                                row -> row.add("text", Binary.fromString("ab"))),
                        "fixed_len_byte_array(2) text",
                write(
                                "message m { optional binary text (DECIMAL(9,2)); }",
                                row -> row.add("text", Binary.fromConstantByteArray(new byte[] {1}))),
                        "DECIMAL(9,2)",
                write("message m { repeated binary text (STRING); }", text("A")), "repeated binary text",
                write(
                                "message m { optional group text (LIST) { repeated group list { optional binary element (STRING); } } }",
                                row -> row.addGroup("text").addGroup("list").add("element", "A")),
                        "group text (LIST)",
                write(
                                "message m { optional group text { optional binary text (STRING); } }",
                                row -> row.addGroup("text").add("text", "A")),
                        "group text");
        others.forEach((part, type) -> {
            String name = part.getFileName().toString();
            assertRefused(spark, Corpora.of(part), name, "column text is ", type, "expected a string");
            assertRefused(spark, Corpora.of(plain, part), name, "column text is ", type, "expected a string");
            // A file of another type is not an invalid row.
            assertRefused(
                    spark,
                    Corpora.skipping(CorpusConfig.DocumentSplit.BLANK_LINE, plain, part),
                    name,
                    "column text is ");
        });
    }

    @Test
    void everyWayToStoreTextIsRead(SparkSession spark) {
        for (String name : List.of("dictionary", "large-string", "string-view", "binary")) {
            assertThat(texts(spark, arrow(name))).as(name).containsExactly("A mountain.", "A river.");
        }
        for (String type : List.of("binary text", "binary text (STRING)", "binary text (ENUM)", "binary text (JSON)")) {
            for (String repetition : List.of("optional", "required")) {
                Path part = write("message m { %s %s; }".formatted(repetition, type), text("A lake."));
                assertThat(texts(spark, part)).as(type).containsExactly("A lake.");
            }
        }
    }

    @Test
    void partsMayOrderTheirColumnsOtherwiseOrHaveNoRows(SparkSession spark) {
        Path plain = write(PLAIN, text("A lake."));
        Path none = write(PLAIN);
        Path other = write(
                "message m { required int32 n; optional binary other (STRING); required binary text (STRING); }",
                row -> row.append("n", 1).append("other", "no").append("text", "A pond."));
        assertThat(texts(spark, none, plain, other)).containsExactly("A lake.", "A pond.");
    }

    @Test
    void aPartWithoutTheColumnIsRefused(SparkSession spark) {
        Path plain = write(PLAIN, text("A lake."));
        Path without = write("message m { optional binary Text (STRING); }", row -> row.add("Text", "A pond."));
        assertRefused(spark, Corpora.of(plain, without), "part-1", "has no column text; it has Text");
        Path emptyWithout = write("message m { optional binary body (STRING); }");
        assertRefused(spark, Corpora.of(emptyWithout), "part-2", "has no column text; it has body");
    }

    @Test
    void aColumnMayBeWithinStructs(SparkSession spark) {
        String nested =
                """
                message m {
                  optional group page {
                    required group body { optional binary text (STRING); optional int32 id; }
                    optional binary title (STRING);
                  }
                }""";
        Path structs = write(
                nested,
                row -> row.addGroup("page")
                        .addGroup("body")
                        .append("text", "A lake.")
                        .append("id", 5),
                row -> row.addGroup("page").append("title", "no").addGroup("body"),
                ParquetPartsTest::nothing);
        Path keys = write(
                "message m { required binary page.body.text (STRING); required int32 page.body.id; optional group page { optional int32 body; } }",
                row -> row.append("page.body.text", "A pond.").append("page.body.id", 6));
        CorpusConfig corpus = Corpora.columns("page.body.text", "page.body.id", structs, keys);
        assertThat(ids(spark, corpus)).isEqualTo(Map.of("A lake.", "5", "A pond.", "6"));
        assertThat(reader(corpus).rejected(spark).count()).isEqualTo(2);
        assertRefused(spark, Corpora.columns("page.body", "", structs), "column page.body is required group body");
        assertRefused(spark, Corpora.columns("page.text", "", structs), "has no column page.text; it has page");
    }

    @Test
    void anIdIsPrinted(SparkSession spark) {
        Map<String, Consumer<Group>> ids = Map.of(
                "optional int32 id",
                row -> row.add("id", -7),
                "optional int64 id (INTEGER(64,false))",
                row -> row.add("id", -1L),
                "required fixed_len_byte_array(16) id (UUID)",
                row -> row.add(
                        "id", Binary.fromConstantByteArray("0123456789abcdef".getBytes(StandardCharsets.US_ASCII))),
                "optional int32 id (DECIMAL(9,2))",
                row -> row.add("id", 150),
                "optional int64 id (TIMESTAMP(MILLIS,true))",
                row -> row.add("id", 0L),
                "optional int32 id (DATE)",
                row -> row.add("id", 1),
                "optional boolean id",
                row -> row.add("id", true),
                "optional binary id (STRING)",
                row -> row.add("id", "a-7"),
                "optional binary id",
                row -> row.add("id", "b-7"),
                "optional float id",
                ParquetPartsTest::nothing);
        Map<String, String> found = new TreeMap<>();
        ids.forEach((type, id) -> {
            Path part = write(
                    "message m { required binary text (STRING); %s; }".formatted(type),
                    text(type).andThen(id));
            found.putAll(ids(spark, Corpora.withIds(part)));
        });
        assertThat(found)
                .isEqualTo(Map.of(
                        "optional int32 id", "-7",
                        "optional int64 id (INTEGER(64,false))", "18446744073709551615",
                        "required fixed_len_byte_array(16) id (UUID)", "30313233-3435-3637-3839-616263646566",
                        "optional int32 id (DECIMAL(9,2))", "1.50",
                        "optional int64 id (TIMESTAMP(MILLIS,true))", "1970-01-01T00:00:00.000+0000",
                        "optional int32 id (DATE)", "1970-01-02",
                        "optional boolean id", "true",
                        "optional binary id (STRING)", "a-7",
                        "optional binary id", "b-7",
                        "optional float id", "null"));
        assertThat(ids(spark, Corpora.withIds(arrow("binary"), arrow("null-id"))))
                .isEqualTo(Map.of("A river.", "null", "A mountain.", "null"));
        assertThat(ids(spark, Corpora.withIds(arrow("binary"))))
                .isEqualTo(Map.of("A river.", "1.50", "A mountain.", "2.25"));
    }

    @Test
    void bytesThatAreNotUtf8AreRefusedInTextAndId(SparkSession spark) {
        Binary latin1 = Binary.fromConstantByteArray("caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        for (String type : List.of("binary %s (STRING)", "binary %s", "binary %s (ENUM)", "binary %s (JSON)")) {
            String schema = "message m { required %s; required %s; }"
                    .formatted(type, type)
                    .formatted("text", "id");
            for (String bad : List.of("text", "id")) {
                String good = bad.equals("text") ? "id" : "text";
                Path part = write(schema, row -> row.append(good, "A lake.").append(bad, latin1));
                assertRefused(
                        spark,
                        Corpora.withIds(part),
                        "part-%d.parquet, byte 3 of row 0's %s: 0xE9 is not valid UTF-8".formatted(written - 1, bad));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "snappy", "zstd", "lz4"})
    void codecsOfOtherWritersAreRead(String codec, SparkSession spark) {
        assertThat(texts(spark, arrow(codec))).containsExactly("A mountain.", "A river.");
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "SNAPPY", "ZSTD", "LZ4", "LZ4_RAW"})
    void codecsOfHadoopAreRead(CompressionCodecName codec, SparkSession spark) {
        assertThat(texts(spark, write(PLAIN, codec, null, text("A lake.")))).containsExactly("A lake.");
    }

    @Test
    void aCodecThatIsMissingIsNamed(SparkSession spark) {
        Path plain = write(PLAIN, text("A lake."));
        assertRefused(
                spark,
                Corpora.of(plain, arrow("brotli")),
                "brotli.parquet is compressed with BROTLI",
                "zstd, snappy or gzip");
        assertRefused(
                spark,
                Corpora.skipping(CorpusConfig.DocumentSplit.BLANK_LINE, arrow("brotli")),
                "brotli.parquet is compressed with BROTLI");
    }

    @Test
    void anEncryptedFileIsNamed(SparkSession spark) {
        byte[] key = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
        Path secret = write(
                PLAIN,
                CompressionCodecName.UNCOMPRESSED,
                FileEncryptionProperties.builder(key).build(),
                text("A lake."));
        assertRefused(spark, Corpora.of(secret), "part-0.parquet cannot be read as Parquet", "encrypted footer");
    }
}
