package cloze.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.config.VocabularyConfig.Casing;
import cloze.config.VocabularyConfig.Kind;
import cloze.error.InvalidInputException;
import cloze.input.PackedBytes;
import cloze.testing.SparkSessionExtension;
import cloze.token.TokenizeLines.Form;
import cloze.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
class TokenizeLinesTest {
    private static final String PARTITION_BYTES = "spark.sql.files.maxPartitionBytes";

    private static final Tokenizer TOKENIZER = Tokenizer.of(
            Vocabulary.of(
                    Stream.concat(
                                    Stream.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "b"),
                                    IntStream.range(0, 10).mapToObj(digit -> "##" + digit))
                            .toList(),
                    "test"),
            Casing.LOWER,
            Kind.WORDPIECE);

    @TempDir
    private Path folder;

    @Test
    void writesOneLinePerLineInTheOrderOfFilesAndSplits(SparkSession spark) throws IOException {
        String before = spark.conf().get(PARTITION_BYTES);
        spark.conf().set(PARTITION_BYTES, "1000");
        try {
            // The second file is the largest: Spark's own reader would put its splits first.
            write("in/x-1.txt", numbered(0, 300));
            write("in/x-2.txt", numbered(300, 2_000));
            write("in/x-3.txt", numbered(2_000, 2_100));

            new TokenizeLines(TOKENIZER, Form.PIECES).run(spark, List.of(path("in")), path("out"));

            assertThat(parts("out")).hasSizeGreaterThan(10);
            String expected = IntStream.range(0, 2_100)
                    .mapToObj(number -> spelled("a" + number) + "\n")
                    .collect(Collectors.joining());
            assertThat(written("out")).isEqualTo(expected);
        } finally {
            spark.conf().set(PARTITION_BYTES, before);
        }
    }

    @Test
    void readsInputsInTheOrderGiven(SparkSession spark) throws IOException {
        write("late, odd [1] %2C.txt", "b");
        write("early/1.txt", "a1\na2");
        write("early/_hidden.txt", "a9");

        new TokenizeLines(TOKENIZER, Form.PIECES)
                .run(spark, List.of(path("late, odd [1] %2C.txt"), path("ear*")), path("out"));

        assertThat(written("out")).isEqualTo("b\na ##1\na ##2\n");
    }

    @Test
    void endsLinesAtLineFeedsOnlyAndKeepsEmptyOnes(SparkSession spark) throws IOException {
        write("in.txt", "a\rb\n\n a\u2028b \n\r\n\u200b\na1");

        new TokenizeLines(TOKENIZER, Form.IDS).run(spark, List.of(path("in.txt")), path("out"));

        assertThat(written("out")).isEqualTo("5 6\n\n5 6\n\n\n5 8\n");
    }

    @Test
    void ignoresBytesThatAreNotUtf8(SparkSession spark) throws IOException {
        Files.write(folder.resolve("in.txt"), new byte[] {'a', (byte) 0xff, '1', '\n', (byte) 0xc3, '\n', 'b'});

        new TokenizeLines(TOKENIZER, Form.PIECES).run(spark, List.of(path("in.txt")), path("out"));

        assertThat(written("out")).isEqualTo("a ##1\n\nb\n");
    }

    @Test
    void readsCompressedFilesInTheirPlace(SparkSession spark) throws IOException {
        write("in/1.txt", "a1\n");
        Map<String, byte[]> packed = PackedBytes.of("a2\n\nb\rb\n");
        for (String format : packed.keySet()) {
            Files.write(folder.resolve("in/2." + format), packed.get(format));
        }
        Files.write(folder.resolve("in/3"), packed.get("gz"));
        write("in/4.jsonl", "a4");

        new TokenizeLines(TOKENIZER, Form.PIECES).run(spark, List.of(path("in")), path("out"));

        assertThat(written("out")).isEqualTo("a ##1\n" + "a ##2\n\nb b\n".repeat(packed.size() + 1) + "a ##4\n");
    }

    @Test
    void refusesDamagedAndBinaryFiles(SparkSession spark) throws IOException {
        byte[] packed = PackedBytes.of("a1\n").get("gz");
        Files.write(folder.resolve("cut.gz"), Arrays.copyOf(packed, packed.length - 4));
        Files.write(folder.resolve("a.zip"), new byte[] {'P', 'K', 3, 4});
        Files.write(folder.resolve("wide.txt"), "a1\n".getBytes(StandardCharsets.UTF_16));
        TokenizeLines tokenize = new TokenizeLines(TOKENIZER, Form.IDS);

        for (String name : List.of("cut.gz", "a.zip", "wide.txt")) {
            assertThatThrownBy(() -> tokenize.run(spark, List.of(path(name)), path("out-" + name)))
                    .hasStackTraceContaining(InvalidInputException.class.getName())
                    .hasStackTraceContaining(name);
        }
    }

    @Test
    void namesAnInputThatIsNotThere(SparkSession spark) {
        TokenizeLines tokenize = new TokenizeLines(TOKENIZER, Form.IDS);

        assertThatThrownBy(() -> tokenize.run(spark, List.of(path("missing.txt")), path("out")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("missing.txt: no such file");
    }

    @Test
    void leavesAnOutputThatIsThereAlone(SparkSession spark) throws IOException {
        write("in.txt", "a");
        write("out/part-00000", "kept");
        TokenizeLines tokenize = new TokenizeLines(TOKENIZER, Form.IDS);

        assertThatThrownBy(() -> tokenize.run(spark, List.of(path("in.txt")), path("out")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("exists already");
        assertThat(written("out")).isEqualTo("kept");
    }

    private static String numbered(int from, int to) {
        return IntStream.range(from, to).mapToObj(number -> "a" + number).collect(Collectors.joining("\n"));
    }

    private static String spelled(String word) {
        return word.substring(0, 1) + word.substring(1).replaceAll("(.)", " ##$1");
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private List<Path> parts(String output) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(output))) {
            return files.filter(file -> file.getFileName().toString().startsWith("part-"))
                    .sorted()
                    .toList();
        }
    }

    private String written(String output) throws IOException {
        var text = new StringBuilder();
        for (Path part : parts(output)) {
            text.append(Files.readString(part));
        }
        return text.toString();
    }
}
