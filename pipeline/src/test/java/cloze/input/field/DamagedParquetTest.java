package cloze.input.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.error.InvalidInputException;
import cloze.input.FileRange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Damage anywhere in a Parquet file is bad input that names the file, whatever Parquet throws. */
class DamagedParquetTest {
    /** The footer's length and the mark behind it. */
    private static final int TAIL_BYTES = 8;

    private static final Configuration HADOOP = new Configuration();

    @TempDir
    private Path folder;

    private byte[] whole(CompressionCodecName codec) throws IOException {
        Path file = folder.resolve(codec + ".parquet");
        MessageType type = MessageTypeParser.parseMessageType("message m { optional binary text (STRING); }");
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
                .withType(type)
                .withCompressionCodec(codec)
                .withDictionaryEncoding(false)
                .build()) {
            for (int row = 0; row < 200; row++) {
                writer.write(new SimpleGroupFactory(type).newGroup().append("text", "A river, and another: " + row));
            }
        }
        return Files.readAllBytes(file);
    }

    private static int footerStart(byte[] whole) {
        int length = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getInt(whole.length - TAIL_BYTES);
        return whole.length - TAIL_BYTES - length;
    }

    private long read(byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("damaged.parquet"), content);
        long count = 0;
        try (var rows = new ParquetGroups(FileRange.whole(file.toString(), 1), UnaryOperator.identity(), HADOOP)) {
            Optional<Group> row = rows.advance();
            while (row.isPresent()) {
                count++;
                row = rows.advance();
            }
        }
        return count;
    }

    private void assertRefused(String damage, byte[] content) {
        assertThatThrownBy(() -> read(content))
                .as(damage)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("damaged.parquet cannot be read as Parquet: ");
    }

    @ParameterizedTest
    @EnumSource(names = {"UNCOMPRESSED", "GZIP", "SNAPPY", "ZSTD", "LZ4_RAW"})
    void isNamed(CompressionCodecName codec) throws IOException {
        byte[] whole = whole(codec);
        int footer = footerStart(whole);
        assertThat(read(whole)).isEqualTo(200);

        assertRefused("no footer", Arrays.copyOf(whole, footer));
        assertRefused("nothing but the marks", new byte[] {'P', 'A', 'R', '1', 0, 0, 0, 0, 'P', 'A', 'R', '1'});
        byte[] noFooter = whole.clone();
        Arrays.fill(noFooter, footer, whole.length - TAIL_BYTES, (byte) 0xff);
        assertRefused("a footer of other bytes", noFooter);
        byte[] noPages = whole.clone();
        Arrays.fill(noPages, 4, footer, (byte) 0xff);
        assertRefused("pages of other bytes", noPages);

        var cutPages = new ByteArrayOutputStream();
        cutPages.write(whole, 0, 40);
        cutPages.write(whole, footer, whole.length - footer);
        assertRefused("a page that ends early", cutPages.toByteArray());
    }

    /** A damaged byte may be one that does not matter. */
    @Test
    void isNamedWhereverItIs() throws IOException {
        byte[] whole = whole(CompressionCodecName.SNAPPY);
        List<Integer> places = IntStream.concat(
                        IntStream.range(0, 100), IntStream.range(footerStart(whole), whole.length))
                .boxed()
                .toList();
        for (int place : places) {
            byte[] damaged = whole.clone();
            damaged[place] ^= (byte) (1 << place % Byte.SIZE);
            try {
                assertThat(read(damaged)).isLessThanOrEqualTo(200);
            } catch (InvalidInputException e) {
                assertThat(e).hasMessageContaining("damaged.parquet");
            }
        }
    }

    @Test
    void aFileThatIsGoneIsNotDamaged() {
        Path file = folder.resolve("gone.parquet");
        assertThatThrownBy(() -> {
                    try (var rows =
                            new ParquetGroups(FileRange.whole(file.toString(), 1), UnaryOperator.identity(), HADOOP)) {
                        rows.advance();
                    }
                })
                .isInstanceOf(java.io.FileNotFoundException.class);
    }
}
