package cloze.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExampleCodecTest {
    @Test
    void decodingGivesBackWhatWasEncoded() {
        for (MaskedExample example : MaskedRows.examples(200)) {
            assertThat(ExampleCodec.decode(ByteBuffer.wrap(ExampleCodec.encode(example))))
                    .usingRecursiveComparison()
                    .isEqualTo(example);
        }
    }

    @Test
    void keepsTheLargestIdAndAnEmptyMask() {
        var example = new MaskedExample(
                "x/0/0", new int[] {0, 127, 128, Integer.MAX_VALUE}, new int[] {0, 0, 1, 1}, new int[0], new int[0], 1);
        assertThat(ExampleCodec.decode(ByteBuffer.wrap(ExampleCodec.encode(example))))
                .usingRecursiveComparison()
                .isEqualTo(example);
    }

    @Test
    void refusesSegmentsThatGoBack() {
        var example = new MaskedExample("x/0/0", new int[] {1, 2, 3}, new int[] {0, 1, 0}, new int[0], new int[0], 1);
        assertThatThrownBy(() -> ExampleCodec.encode(example)).hasMessageContaining("zeros, then ones");
    }

    /** Numbers as bytes: below 128 as they are; the largest of 31 bits in five bytes. */
    private static byte[] bytes(int... numbers) {
        var bytes = new ByteArrayOutputStream();
        for (int number : numbers) {
            bytes.writeBytes(number == Integer.MAX_VALUE ? new byte[] {-1, -1, -1, -1, 7} : new byte[] {(byte) number});
        }
        return bytes.toByteArray();
    }

    static List<byte[]> countsBeyondTheBytes() {
        return List.of(
                bytes(Integer.MAX_VALUE, 'x'),
                bytes(1, 'x', 0, 2, Integer.MAX_VALUE, 5, 6),
                bytes(1, 'x', 0, 2, 2, 5, 6, Integer.MAX_VALUE, 1));
    }

    @ParameterizedTest
    @MethodSource("countsBeyondTheBytes")
    void aCountBeyondTheBytesReservesNoMemory(byte[] encoded) {
        assertThatThrownBy(() -> ExampleCodec.decode(ByteBuffer.wrap(encoded)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2147483647");
    }

    static List<byte[]> valuesOutOfPlace() {
        return List.of(
                bytes(1, 'x', -1, -1, -1, -1, 15, 2, 2, 5, 6, 0),
                bytes(1, 'x', 0, 3, 2, 5, 6, 0),
                bytes(1, 'x', 0, 2, 2, 5, 6, 1, 2, 7),
                bytes(1, 'x', 0, 2, 2, 5, 6, 2, 1, Integer.MAX_VALUE, 7, 7));
    }

    @ParameterizedTest
    @MethodSource("valuesOutOfPlace")
    void aLabelSegmentOrPositionOutOfPlaceIsRefused(byte[] encoded) {
        assertThatThrownBy(() -> ExampleCodec.decode(ByteBuffer.wrap(encoded)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not from 0 to");
    }
}
