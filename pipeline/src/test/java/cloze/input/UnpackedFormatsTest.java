package cloze.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.error.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A compressed file is read to its end, or it is damaged: nothing is lost without a word. */
class UnpackedFormatsTest {
    private static final Unpacking UNPACKING = new Unpacking(new Configuration(false));

    private static final String WORDS = IntStream.range(0, 40_000)
            .mapToObj(i -> "word" + i * 7919 % 5003 + "\n")
            .collect(Collectors.joining());

    /** Suffixes of formats that mark neither their end nor the number of their blocks. */
    private static final List<String> ENDLESS = List.of("sz", "1.snappy", "2.lz4");

    @TempDir
    private Path folder;

    private Path write(String name, byte[]... parts) throws IOException {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.write(part);
        }
        return Files.write(folder.resolve(name), all.toByteArray());
    }

    private static String read(Path file) throws IOException {
        return read(FileRange.whole(file.toString(), 1));
    }

    private static String read(FileRange range) throws IOException {
        var text = new StringBuilder();
        try (var lines = new RangeLines(OpenedRange.open(range, UNPACKING), ByteLines.Ends.LINE_FEED)) {
            while (lines.next()) {
                text.append(lines.text()).append('\n');
            }
        }
        return text.toString();
    }

    private static void assertDamaged(Path file) {
        assertThatThrownBy(() -> read(file))
                .as(file.toString())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(file.getFileName() + " cannot be decompressed");
    }

    @Test
    void readsAllFormatsWithSuffixesInSmallAndInCapitals() throws IOException {
        for (Map.Entry<String, byte[]> packed : PackedBytes.of(WORDS).entrySet()) {
            String name = "M.txt." + packed.getKey();
            assertThat(read(write(name, packed.getValue()))).as(name).isEqualTo(WORDS);
            assertThat(read(write(name.toUpperCase(Locale.ROOT), packed.getValue())))
                    .as(name)
                    .isEqualTo(WORDS);
        }
    }

    @Test
    void readsFormatsWithAMarkUnderAnyName() throws IOException {
        Map<String, byte[]> packed = PackedBytes.of(WORDS);
        for (String format : List.of("gz", "zst", "bz2", "xz", "1.lz4", "sz")) {
            for (String name : List.of("data", "data.txt", "data.gz", "data.snappy", "data.zst")) {
                assertThat(read(write(name, packed.get(format)))).as(format).isEqualTo(WORDS);
            }
        }
    }

    @Test
    void readsAFileWithoutSuffixOnceWhereverItIsCut() throws IOException {
        Path file = write("data", PackedBytes.of(WORDS).get("gz"));
        long length = Files.size(file);
        for (long size : List.of(length / 2, length / 7, 1000L)) {
            var text = new StringBuilder();
            for (long start = 0; start < length; start += size) {
                text.append(read(new FileRange(file.toString(), start, Math.min(length, start + size), 1)));
            }
            assertThat(text.toString()).isEqualTo(WORDS);
        }
    }

    @Test
    void readsWhatTheLz4ProgramWrites() throws IOException {
        HexFormat hex = HexFormat.of();
        byte[] frame = hex.parseHex("04224d186440a7090000806f6e650a0a74776f0a00000000796b6ec5");
        byte[] skippable = hex.parseHex("502a4d1803000000010203");

        assertThat(read(write("one.lz4", frame))).isEqualTo("one\n\ntwo\n");
        assertThat(read(write("two.lz4", frame, frame))).isEqualTo("one\n\ntwo\none\n\ntwo\n");
        assertThat(read(write("skipped.lz4", skippable, frame))).isEqualTo("one\n\ntwo\n");
        assertThat(read(write("empty.lz4", hex.parseHex("04224d186440a700000000055dcc02"))))
                .isEmpty();
    }

    /** lz4 -BD -B4 -9 of two blocks; the second one refers to the first. */
    @Test
    void readsLz4BlocksThatDependOnEachOther() throws IOException {
        String frame = "04224d1844405e18010000ef6f6e652074776f2074687265650a0e00" + "ff".repeat(256)
                + "da5065650a6f6e1b0000000f0e00ffffffffffffffffffffffffffffffffff6950687265650a0000000044936121";

        assertThat(read(write("dependent.lz4", HexFormat.of().parseHex(frame))))
                .isEqualTo("one two three\n".repeat(5000));
    }

    @Test
    void readsOnBehindTheFirstPart() throws IOException {
        Map<String, byte[]> first = PackedBytes.of("one\n");
        Map<String, byte[]> second = PackedBytes.of(WORDS);
        for (String format : first.keySet()) {
            // A raw block has no second one.
            if (!format.equals("2.snappy")) {
                assertThat(read(write("x." + format, first.get(format), second.get(format), first.get(format))))
                        .as(format)
                        .isEqualTo("one\n" + WORDS + "one\n");
            }
        }
    }

    @Test
    void readsPaddingOfZerosBehindGzipAsItsOwnTestDoes() throws IOException {
        byte[] gzip = PackedBytes.of(WORDS).get("gz");

        assertThat(read(write("one.gz", gzip, new byte[1]))).isEqualTo(WORDS);
        assertThat(read(write("block.gz", gzip, gzip, new byte[100_000]))).isEqualTo(WORDS + WORDS);
        assertDamaged(write("follows.gz", gzip, new byte[10], WORDS.getBytes(StandardCharsets.UTF_8)));
        assertDamaged(write("trailing.gz", gzip, "\1\2\3".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void takesAPackedEmptyFileForEmpty() throws IOException {
        for (Map.Entry<String, byte[]> packed : PackedBytes.of("").entrySet()) {
            assertThat(read(write("x." + packed.getKey(), packed.getValue())))
                    .as(packed.getKey())
                    .isEmpty();
        }
    }

    @Test
    void refusesAFileThatIsCutShort() throws IOException {
        for (Map.Entry<String, byte[]> packed : PackedBytes.of(WORDS).entrySet()) {
            byte[] whole = packed.getValue();
            for (int length : List.of(5, whole.length / 3, whole.length / 2, whole.length - 3, whole.length - 1)) {
                assertDamaged(write("cut-" + length + "." + packed.getKey(), Arrays.copyOf(whole, length)));
            }
        }
    }

    @Test
    void losesNoWordOfAShortFileThatIsCutShort() throws IOException {
        for (Map.Entry<String, byte[]> packed : PackedBytes.of("one two\n").entrySet()) {
            byte[] whole = packed.getValue();
            for (int length = 1; length < whole.length; length++) {
                Path file = write("cut-" + length + "." + packed.getKey(), Arrays.copyOf(whole, length));
                if (ENDLESS.contains(packed.getKey()) && isReadable(file)) {
                    // Cut between blocks.
                    assertThat(read(file)).isIn("", "one two\n");
                } else {
                    assertDamaged(file);
                }
            }
        }
    }

    private static boolean isReadable(Path file) throws IOException {
        try {
            read(file);
            return true;
        } catch (InvalidInputException e) {
            return false;
        }
    }

    @Test
    void refusesTheZerosOfADiskThatLostTheData() throws IOException {
        Map<String, byte[]> packed = PackedBytes.of(WORDS);
        for (String format : List.of("2.lz4", "1.snappy")) {
            assertDamaged(write("lost." + format, new byte[100_000]));
            assertDamaged(write("rest-lost." + format, packed.get(format), new byte[100_000]));
        }
    }

    @Test
    void readsOnBehindAChunkWithoutContent() throws IOException {
        byte[] one = PackedBytes.of("one\n").get("sz");
        // A packed chunk of no bytes: its type, its length, the masked CRC-32C of nothing, and the varint 0.
        byte[] nothing = HexFormat.of().parseHex("00050000d8ea82a200");

        assertThat(read(write("nothing.sz", one, nothing, one))).isEqualTo("one\none\n");
    }

    @Test
    void refusesMoreFramesWithoutContentThanADecoderCanSkip() throws IOException {
        byte[] one = PackedBytes.of("one\n").get("sz");
        byte[] padding = HexFormat.of().parseHex("fe000000".repeat(200_000));

        assertDamaged(write("padding.sz", one, padding, one));
    }

    @Test
    void refusesWhatIsNotOfTheFormatThatItsNameSays() throws IOException {
        for (String suffix : List.of("gz", "zst", "bz2", "xz", "lz4", "snappy", "sz", "deflate")) {
            assertDamaged(
                    write("plain." + suffix, "Plain words, not packed at all.\n".getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void refusesDamageWithin() throws IOException {
        for (String format : List.of("gz", "zst", "bz2", "xz", "1.lz4", "sz", "1.deflate")) {
            byte[] damaged = PackedBytes.of(WORDS).get(format).clone();
            Arrays.fill(damaged, damaged.length / 2, damaged.length / 2 + 50, (byte) 0x5a);
            assertDamaged(write("damaged." + format, damaged));
        }
    }
}
