package cloze.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.error.InvalidInputException;
import cloze.input.PackedBytes;
import cloze.testing.SparkSessionExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of sentence pairs are read like those of a corpus: whatever their names, compressed, in folders. */
@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
class PairsFilesTest {
    private static final String PARTITION_BYTES = "spark.sql.files.maxPartitionBytes";
    private static final String HEADER = "sentence_a\tsentence_b\n";

    @TempDir
    private Path folder;

    private Path write(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, content);
    }

    private Path write(String name, String content) throws IOException {
        return write(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> read(SparkSession spark, Path input) {
        var pairs = new ReadPairs(input.toString());
        pairs.check(spark);
        return pairs.plan(spark).collectAsList().stream()
                .map(row -> row.mkString("|"))
                .toList();
    }

    private static void assertRefused(SparkSession spark, Path input, String... parts) {
        var refused = assertThatThrownBy(() -> read(spark, input))
                .as(input.toString())
                .hasStackTraceContaining(InvalidInputException.class.getName());
        for (String part : parts) {
            refused.hasStackTraceContaining(part);
        }
    }

    @Test
    void readsFilesWhateverTheirNames(SparkSession spark) throws IOException {
        for (String name : List.of("c,d.tsv", "x[1].tsv", "{a,b}.tsv", "a?*.tsv", "pairs", "P.TSV", "ä 日本 %2C.tsv")) {
            assertThat(read(spark, write(name, "a b\tc, \"d\"\n"))).as(name).containsExactly("1|a b|c, \"d\"");
        }
        for (String name : List.of("c,d.jsonl", "x[1].NDJSON", "lines")) {
            assertThat(read(spark, write(name, "{\"sentence_b\": \"b\", \"sentence_a\": \"a\", \"n\": [1]}\n")))
                    .as(name)
                    .containsExactly("1|a|b");
        }
        Path table = folder.resolve("x{1},[2]");
        spark.sql("SELECT 1 AS n, 'a' AS sentence_a, 'b' AS sentence_b")
                .write()
                .parquet(folder.resolve("table").toString());
        Files.move(folder.resolve("table"), table);
        assertThat(read(spark, table)).containsExactly("1|a|b");
    }

    @Test
    void readsCompressedFiles(SparkSession spark) throws IOException {
        for (Map.Entry<String, byte[]> packed :
                PackedBytes.of(HEADER + "a\tb\n\nc\td\n").entrySet()) {
            assertThat(read(spark, write("pairs.tsv." + packed.getKey(), packed.getValue())))
                    .as(packed.getKey())
                    .containsExactly("2|a|b", "4|c|d");
        }
        byte[] json = PackedBytes.of("{\"sentence_a\": \"a\", \"sentence_b\": \"b\"}\n")
                .get("gz");
        assertThat(read(spark, write("pairs.JSONL.GZ", json))).containsExactly("1|a|b");
        assertThat(read(spark, write("pairs", json))).containsExactly("1|a|b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "-Infinity", "[NaN, {\"a\": []}]", "{\"\": \"\"}"})
    void passesOverFieldsThatNobodyAsksFor(String value, SparkSession spark) throws IOException {
        String digits = "1".repeat(1_001);
        String nested = "[".repeat(1_001) + "]".repeat(1_001);
        String name = "n".repeat(60_000);
        String line = "{\"n\": %s, \"sentence_a\": \"a\", \"d\": %s, \"l\": %s, \"%s\": 1, \"sentence_b\": \"b\"}%n"
                .formatted(value, digits, nested, name);
        assertThat(read(spark, write("pairs.jsonl", line))).containsExactly("1|a|b");
    }

    @Test
    void readsFoldersWithinFoldersAndSkipsEachHeader(SparkSession spark) throws IOException {
        write("in/1.tsv", HEADER + "a\tb\n");
        write("in/2/more.tsv", "\ufeff" + HEADER + "c\td\r\n");
        write("in/3.jsonl", "{\"sentence_a\": \"e\", \"sentence_b\": \"f\"}\n");
        write("in/4.tsv", "");
        write("in/_SUCCESS", "");
        write("in/5.tsv", HEADER + "g\th");

        assertThat(read(spark, folder.resolve("in"))).containsExactly("2|a|b", "4|c|d", "5|e|f", "7|g|h");
        assertThat(read(spark, folder.resolve("in/[15].tsv"))).containsExactly("2|a|b", "4|g|h");
    }

    @Test
    @Tag("platform")
    void numbersLinesAlikeHoweverFilesAreCut(SparkSession spark) throws IOException {
        String lines = IntStream.range(0, 500)
                .mapToObj(i -> i % 7 == 0 ? "" : "a" + i + "\tb" + i)
                .collect(Collectors.joining("\n"));
        Path file = write("cut/pairs.tsv", HEADER + lines);
        write("cut/z.tsv", HEADER + lines);
        List<String> expected = read(spark, file.getParent());
        assertThat(expected).hasSize(856).contains("3|a1|b1", "504|a1|b1");
        String before = spark.conf().get(PARTITION_BYTES);
        spark.conf().set(PARTITION_BYTES, "100");
        try {
            assertThat(read(spark, file.getParent())).isEqualTo(expected);
            write("cut/z.tsv", HEADER + lines + "\nalone\n");
            assertRefused(spark, file.getParent(), "z.tsv, line 502: expected two sentences", "found 0 tab(s)");
        } finally {
            spark.conf().set(PARTITION_BYTES, before);
        }
    }

    @Test
    void namesFileAndLineOfWhatCannotBeRead(SparkSession spark) throws IOException {
        assertRefused(spark, write("a.tsv", HEADER + "a\tb\na\tb\tc\n"), "a.tsv, line 3: expected two", "found 2 tab");
        assertRefused(
                spark,
                write("b.tsv", "a\tb\ncaf\u00e9\tb\n".getBytes(StandardCharsets.ISO_8859_1)),
                "b.tsv, line 2: 0xE9 is not valid UTF-8");
        assertRefused(
                spark,
                write("c.jsonl", "\n{\"sentence_a\": \"a\"}\n"),
                "c.jsonl, line 2: the line has no \"sentence_b\"",
                "{\"sentence_a\": \"...\", \"sentence_b\": \"...\"}");
        assertRefused(spark, write("d.jsonl", "a\tb\n"), "d.jsonl, line 1: the line is not JSON (");
        assertRefused(
                spark,
                write("e.jsonl", "{\"sentence_a\": {}, \"sentence_b\": \"b\"}\n"),
                "e.jsonl, line 1: the line has an object as \"sentence_a\", expected a string");
        assertRefused(
                spark,
                write("f.jsonl", "{\"sentence_a\": \"a\", \"sentence_b\": null}\n"),
                "f.jsonl, line 1: the line has null as \"sentence_b\", expected a string");
    }

    @Test
    void readsJsonLinesLikeThoseOfACorpus(SparkSession spark) throws IOException {
        String line = "{\"sentence_a\": %s, \"sentence_b\": %s}\n";
        Path concatenated = write(
                "g.jsonl",
                "\ufeff" + line.formatted("\"a\"", "1.50") + "\ufeff\n\u00a0\u3000\n\ufeff"
                        + line.formatted("true", "\"\\ud83d\\ude00\""));
        assertThat(read(spark, concatenated)).containsExactly("1|a|1.50", "4|true|\ud83d\ude00");
        for (String half : List.of("\\ud800", "a\\uDFFF", "\\ud83d\\ud83d\\ude00")) {
            assertRefused(
                    spark,
                    write("h.jsonl", line.formatted("\"a\"", "\"" + half + "\"")),
                    "h.jsonl, line 1: the line has half of a surrogate pair",
                    "in \"sentence_b\"");
        }
    }

    @Test
    void skipsLinesThatAreBlankInAnyScript(SparkSession spark) throws IOException {
        assertThat(read(spark, write("a.tsv", "\u00a0\na\tb\n\u3000 \t\n"))).containsExactly("2|a|b");
    }

    /** Writes one Parquet file into the folder {@code name}. */
    private Path table(SparkSession spark, String name, String query) {
        Path table = folder.resolve(name);
        spark.sql(query).coalesce(1).write().parquet(table.toString());
        return table;
    }

    @Test
    @Tag("platform")
    void printsValuesOfParquetLikeTheIdsOfACorpus(SparkSession spark) {
        Path table = table(
                spark,
                "dates",
                "SELECT DATE'1970-01-02' AS sentence_a, 1.50BD AS sentence_b UNION ALL SELECT DATE'2024-02-29', -0.05BD");
        assertThat(read(spark, table)).containsExactlyInAnyOrder("1|1970-01-02|1.50", "2|2024-02-29|-0.05");
        Path bytes = table(spark, "bytes", "SELECT CAST('caf\u00e9' AS binary) AS sentence_a, 'b' AS sentence_b");
        assertThat(read(spark, bytes)).containsExactly("1|caf\u00e9|b");
    }

    @Test
    void namesFileAndRowOfWhatCannotBeReadInParquet(SparkSession spark) {
        String rows = "SELECT 'a' AS sentence_a, %s AS sentence_b UNION ALL SELECT 'a', %s";
        for (String bytes : List.of("X'E9'", "X'61E9'", "X'EDA080'", "X'C080'", "X'E381'")) {
            for (String type : List.of("binary", "string")) {
                String bad = "CAST(%s AS %s)".formatted(bytes, type);
                Path table = table(
                        spark,
                        "bad" + bytes.length() + bytes.charAt(3) + type,
                        rows.formatted("CAST('b' AS %s)".formatted(type), bad));
                assertRefused(spark, table, ".parquet, row 2: ", "of sentence_b: ", "is not valid UTF-8");
            }
        }
        assertRefused(
                spark,
                table(spark, "null", rows.formatted("'b'", "NULL")),
                ".parquet, row 2: the row has null as sentence_b, expected a string");
    }

    @Test
    @Tag("platform")
    void namesTheOneFileThatIsDamaged(SparkSession spark) throws IOException {
        Path table = table(spark, "in", "SELECT 'a' AS sentence_a, 'b' AS sentence_b");
        Path part;
        try (var files = Files.list(table)) {
            part = files.filter(file -> file.getFileName().toString().matches("part.*parquet"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] damaged = Files.readAllBytes(part);
        Arrays.fill(damaged, damaged.length - 100, damaged.length - 8, (byte) 0xff);
        write("in/z.parquet", damaged);
        assertRefused(spark, table, "z.parquet cannot be read as Parquet", "damaged");
    }

    @Test
    void refusesFilesOfOtherFormats(SparkSession spark) throws IOException {
        byte[] packed = PackedBytes.of("a\tb\n").get("gz");
        assertRefused(spark, write("cut.tsv.gz", Arrays.copyOf(packed, 15)), "cannot be decompressed");
        assertRefused(spark, write("a.zip", new byte[] {'P', 'K', 3, 4, 0, 0}), "a.zip looks like a ZIP archive");
        assertRefused(spark, write("a.tsv~", "a\tb\n"), "back-up");
        assertRefused(spark, write("a.parquet", "a\tb\n"), "a.parquet looks like text, expected");
        spark.range(1).write().parquet(folder.resolve("table").toString());
        assertRefused(spark, folder.resolve("table"), "expected the columns sentence_a, sentence_b");
    }
}
