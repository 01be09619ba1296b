package cloze.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.error.CorruptArtifactException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SafetensorsTest {
    private static final List<Tensor> TENSORS = List.of(
            new Tensor("encoder.W", List.of(2L, 3L), new float[] {1, -2, Float.MIN_VALUE, 4, Float.MAX_VALUE, -0f}),
            new Tensor("a scalar", List.of(), new float[] {.5f}),
            new Tensor("encoder.b", List.of(20_000L), ramp(20_000)));

    @Test
    void readsBackWhatItWrote() throws IOException {
        assertThat(read(written())).isEqualTo(TENSORS);
    }

    @Test
    void laysTheBytesOutAsTheFormatSays() throws IOException {
        var out = new ByteArrayOutputStream();
        Safetensors.write(out, List.of(new Tensor("x", List.of(1L), new float[] {1f})), Map.of("format", "pt"));
        ByteBuffer bytes = ByteBuffer.wrap(out.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        int length = (int) bytes.getLong(0);
        assertThat(length % 8).isZero();
        assertThat(new String(out.toByteArray(), 8, length, StandardCharsets.UTF_8).strip())
                .isEqualTo(
                        "{\"__metadata__\":{\"format\":\"pt\"},\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}");
        assertThat(bytes.getFloat(8 + length)).isEqualTo(1f);
        assertThat(bytes.capacity()).isEqualTo(8 + length + 4);
    }

    @Test
    void refusesAFileCutShort() throws IOException {
        byte[] written = written();
        for (int length : new int[] {0, 7, 50, written.length - 1}) {
            assertThatThrownBy(() -> read(Arrays.copyOf(written, length)))
                    .isInstanceOf(CorruptArtifactException.class)
                    .hasMessageContaining("found the end of the file");
        }
    }

    @Test
    void refusesBytesAfterTheData() throws IOException {
        byte[] written = written();
        assertThatThrownBy(() -> read(Arrays.copyOf(written, written.length + 1)))
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessageContaining("found more");
    }

    @Test
    void refusesAnotherTypeThanFloats() {
        assertThatThrownBy(() -> read(withHeader("{\"x\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]}}")))
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessage("weights: expected x to be F32, found F16");
    }

    @Test
    void refusesARangeThatDoesNotFitTheShape() {
        assertThatThrownBy(() -> read(withHeader("{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}")))
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessage("weights: expected 8 bytes for x [2], found range 0 to 4");
    }

    @Test
    void refusesWhatIsNoHeader() {
        assertThatThrownBy(() -> read(withHeader("nonsense")))
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessageContaining("found no JSON");
        assertThatThrownBy(() -> read("a text file, not tensors".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessageContaining("expected a header");
    }

    private static List<Tensor> read(byte[] bytes) throws IOException {
        return Safetensors.read(new ByteArrayInputStream(bytes), "weights");
    }

    private static byte[] written() throws IOException {
        var out = new ByteArrayOutputStream();
        Safetensors.write(out, TENSORS, Map.of());
        return out.toByteArray();
    }

    private static byte[] withHeader(String header) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + json.length + 4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .array();
    }

    private static float[] ramp(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = i;
        }
        return values;
    }
}
