package cloze.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
        assertThat(readAll(written())).isEqualTo(TENSORS);
    }

    @Test
    void laysTheBytesOutAsTheFormatSays() throws IOException {
        var out = new ByteArrayOutputStream();
        Safetensors.write(
                out,
                List.of(new Safetensors.Announced("x", List.of(1L))),
                announced -> new float[] {1f},
                Map.of("format", "pt"));
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
    void readsHalvesExactly() throws IOException {
        // 1, -2, the largest half, the smallest one, -0, 1/3 rounded
        short[] halves = {0x3c00, (short) 0xc000, 0x7bff, 0x0001, (short) 0x8000, 0x3555};
        ByteBuffer data = ByteBuffer.allocate(2 * halves.length).order(ByteOrder.LITTLE_ENDIAN);
        data.asShortBuffer().put(halves);
        assertThat(read(stored("F16", data.array()))).containsExactly(1, -2, 65504, 0x1p-24f, -0f, 1365 * 0x1p-12f);
        assertThat(ElementReader.ofHalf((short) 0xfc00)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(ElementReader.ofHalf((short) 0x7e00)).isNaN();
    }

    @Test
    void readsUpperHalvesOfFloats() throws IOException {
        byte[] data = {(byte) 0x80, 0x3f, 0x00, (byte) 0xc0, 0x49, 0x40};
        assertThat(read(stored("BF16", data))).containsExactly(1, -2, Float.intBitsToFloat(0x4049_0000));
    }

    @Test
    void whatNobodyWantsMayBeOfAnyType() throws IOException {
        byte[] bytes = SafetensorsBytes.of(
                "{\"ids\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]},\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]}}",
                new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -128, 63});
        List<Tensor> taken = new ArrayList<>();
        try (var reader = SafetensorsReader.of(new ByteArrayInputStream(bytes), bytes.length, "weights")) {
            assertThat(reader.entries()).extracting(TensorEntry::name).containsExactly("ids", "x");
            reader.read(entry -> entry.name().equals("x"), taken::add);
        }
        assertThat(taken).containsExactly(new Tensor("x", List.of(1L), new float[] {1}));
    }

    @Test
    void emptyTensorsAndScalarsAreTensors() throws IOException {
        byte[] bytes = SafetensorsBytes.of(
                "{\"s\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]},\"none\":{\"dtype\":\"F32\",\"shape\":[9223372036854775807,4,0],\"data_offsets\":[0,0]}}",
                new byte[4]);
        assertThat(readAll(bytes)).extracting(tensor -> tensor.values().length).containsExactly(0, 1);
    }

    private static float[] read(byte[] bytes) throws IOException {
        return readAll(bytes).get(0).values();
    }

    /** Returns a file with one vector of two-byte elements. */
    private static byte[] stored(String type, byte... data) {
        return SafetensorsBytes.of(
                "{\"x\":{\"dtype\":\"%s\",\"shape\":[%d],\"data_offsets\":[0,%d]}}"
                        .formatted(type, data.length / 2, data.length),
                data);
    }

    private static List<Tensor> readAll(byte[] bytes) throws IOException {
        return Safetensors.read(new ByteArrayInputStream(bytes), bytes.length, "weights");
    }

    private static byte[] written() throws IOException {
        var out = new ByteArrayOutputStream();
        Safetensors.write(out, TENSORS);
        return out.toByteArray();
    }

    private static float[] ramp(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = i;
        }
        return values;
    }
}
