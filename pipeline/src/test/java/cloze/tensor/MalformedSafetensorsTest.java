package cloze.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cloze.error.CorruptArtifactException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests malicious files. Each must be rejected with a message that says what was expected, before memory is allocated
 * for what it claims.
 */
class MalformedSafetensorsTest {
    private static final int CORRUPT_ARTIFACT = 4;
    private static final String X = "\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}";

    /** A file, and parts of the expected message. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Malformed(String name, byte[] bytes, String... message) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Malformed file(String name, byte[] bytes, String... message) {
        return new Malformed(name, bytes, message);
    }

    /** Appends eight bytes of data to {@code header}. */
    private static Malformed header(String name, String header, String... message) {
        return new Malformed(name, SafetensorsBytes.of(header, new byte[8]), message);
    }

    /** Creates a file whose header has one entry. */
    private static Malformed entry(String name, String entry, String... message) {
        return header(name, "{\"x\":" + entry + "}", message);
    }

    private static Malformed fields(String name, String type, String shape, String offsets, String... message) {
        return entry(name, "{\"dtype\":%s,\"shape\":%s,\"data_offsets\":%s}".formatted(type, shape, offsets), message);
    }

    static Stream<Malformed> files() {
        return Stream.of(lengths(), json(), entries(), ranges()).flatMap(cases -> cases);
    }

    private static Stream<Malformed> lengths() {
        byte[] whole = SafetensorsBytes.of("{" + X + "}", new byte[4]);
        byte[] json = "{}".getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                file("an empty file", new byte[0], "8 bytes that say how long the header is", "after 0"),
                file("a file of seven bytes", new byte[7], "8 bytes that say how long", "after 7"),
                file("no header", SafetensorsBytes.of(0, new byte[0]), "a header of 2 to 0 bytes", "found 0 bytes"),
                file("a header longer than the file", SafetensorsBytes.of(99, json), "2 to 2 bytes", "found 99 bytes"),
                file("a header of 2^63 bytes", SafetensorsBytes.of(Long.MIN_VALUE, json), "found 9223372036854775808"),
                file("a negative length", SafetensorsBytes.of(-1, json), "found 18446744073709551615 bytes"),
                file(
                        "a text",
                        "a text, no tensors at all".getBytes(StandardCharsets.UTF_8),
                        "a header of 2 to 17 bytes"),
                file("a file cut in the header", Arrays.copyOf(whole, 20), "2 to 12 bytes"),
                file(
                        "a file cut in the data",
                        Arrays.copyOf(whole, whole.length - 1),
                        "within the 3 bytes of data",
                        "as of a file cut short"),
                file(
                        "a file with more data",
                        Arrays.copyOf(whole, whole.length + 1),
                        "4 bytes of data, where x ends",
                        "found 5"));
    }

    private static Stream<Malformed> json() {
        byte[] broken = ("{" + X + "}").getBytes(StandardCharsets.UTF_8);
        broken[2] = (byte) 0xff;
        return Stream.of(
                header("no JSON", "{nonsense", "no such JSON"),
                header("a header that begins with a space", " {" + X + "}", "begins with {", "byte 0x20"),
                header("a list", "[1, 2]", "begins with {", "byte 0x5b"),
                header("two objects", "{} {}", "no such JSON"),
                file("no UTF-8", SafetensorsBytes.of(broken.length, broken, new byte[4]), "a header in UTF-8"),
                header("one name twice", "{" + X + "," + X + "}", "no such JSON", "Duplicate field 'x'"),
                entry("one field twice", "{\"dtype\":\"F32\",\"dtype\":\"F16\"}", "Duplicate field 'dtype'"),
                header("ten thousand levels", "{\"x\":" + "[".repeat(10_000), "no such JSON", "nesting depth"),
                header("metadata that is a number", "{\"__metadata__\":1," + X + "}", "__metadata__ to be an object"),
                header(
                        "a number in the metadata",
                        "{\"__metadata__\":{\"step\":1}," + X + "}",
                        "__metadata__ to hold texts"));
    }

    private static Stream<Malformed> entries() {
        return Stream.of(
                entry("a tensor that is a number", "1", "x to be an object with dtype, shape and data_offsets"),
                entry(
                        "no dtype",
                        "{\"shape\":[2],\"data_offsets\":[0,8]}",
                        "x to have one of the dtypes",
                        "found nothing"),
                fields("an unknown dtype", "\"F42\"", "[2]", "[0,8]", "x to have one of the dtypes", "found \"F42\""),
                entry(
                        "no shape",
                        "{\"dtype\":\"F32\",\"data_offsets\":[0,8]}",
                        "x.shape to be a list",
                        "found nothing"),
                fields("a shape that is a number", "\"F32\"", "2", "[0,8]", "x.shape to be a list", "found 2"),
                fields("a negative extent", "\"F32\"", "[-1,-2]", "[0,8]", "x.shape to hold whole numbers", "found -1"),
                fields("a broken extent", "\"F32\"", "[0.5,4]", "[0,8]", "x.shape to hold whole numbers", "found 0.5"),
                fields(
                        "an extent as text",
                        "\"F32\"",
                        "[\"2\"]",
                        "[0,8]",
                        "x.shape to hold whole numbers",
                        "found \"2\""),
                fields("an extent of 2^64", "\"F32\"", "[18446744073709551616]", "[0,8]", "found 18446744073709551616"),
                fields(
                        "extents whose product overflows to 2",
                        "\"F32\"",
                        "[4611686018427387905,2]",
                        "[0,8]",
                        "x to fit"),
                fields("integers", "\"I64\"", "[1]", "[0,8]", "x to be F64, F32, F16 or BF16", "found I64"));
    }

    private static Stream<Malformed> ranges() {
        String y = "\"y\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":%s}";
        return Stream.of(
                fields("one offset", "\"F32\"", "[2]", "[8]", "x.data_offsets to be [begin, end]", "found [8]"),
                fields("a range that ends before it begins", "\"F32\"", "[2]", "[8,0]", "within the 8 bytes", "[8, 0]"),
                fields("a range behind the end", "\"F32\"", "[4]", "[0,16]", "within the 8 bytes of data", "[0, 16]"),
                fields("a negative offset", "\"F32\"", "[2]", "[-8,0]", "x.data_offsets to hold whole", "found -8"),
                fields(
                        "a range too small for the shape",
                        "\"F32\"",
                        "[3]",
                        "[0,8]",
                        "12 bytes for x [3] of F32",
                        "found 8"),
                fields(
                        "a range too large for the shape",
                        "\"F16\"",
                        "[2]",
                        "[0,8]",
                        "4 bytes for x [2] of F16",
                        "found 8"),
                header(
                        "an overlap",
                        "{" + X + "," + y.formatted("[2,6]") + "}",
                        "y to begin at byte 4, where x ends",
                        "an overlap: byte 2"),
                header(
                        "the same range twice",
                        "{" + X + "," + y.formatted("[0,4]") + "}",
                        "y to begin at byte 4",
                        "an overlap: byte 0"),
                header(
                        "a hole",
                        "{\"y\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
                        "y to begin at byte 0, where the header ends",
                        "a hole: byte 4"),
                header("data of no tensor", "{" + X + "}", "4 bytes of data, where x ends", "found 8 bytes"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void isRefusedWithAClearMessage(Malformed file) {
        var fault = catchThrowableOfType(
                CorruptArtifactException.class,
                () -> Safetensors.read(new ByteArrayInputStream(file.bytes), file.bytes.length, "weights"));
        assertThat(fault).as("an error").isNotNull();
        assertThat(fault).hasMessageStartingWith("weights: expected ").hasMessageContainingAll(file.message);
        assertThat(fault.getMessage()).hasSizeLessThan(300);
        assertThat(fault.exitCode()).isEqualTo(CORRUPT_ARTIFACT);
    }

    @Test
    void aFileThatShrinksWhileItIsReadIsRefused() {
        byte[] whole = SafetensorsBytes.of("{" + X + "}", new byte[4]);
        var shorter = new ByteArrayInputStream(whole, 0, whole.length - 1);
        var fault = catchThrowableOfType(
                CorruptArtifactException.class, () -> Safetensors.read(shorter, whole.length, "weights"));
        assertThat(fault).hasMessageContaining("found the end of the file");
    }
}
