package cloze.tensor;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Converts stored little-endian elements to floats. */
final class ElementReader {
    private static final int CHUNK_BYTES = 1 << 16;

    private final byte[] chunk = new byte[CHUNK_BYTES];
    private final ByteBuffer buffer = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);

    /** Reads the next {@code length} elements of {@code in}. Requires {@link ElementType#isFloat}. */
    float[] read(DataInputStream in, ElementType type, int length) throws IOException {
        float[] values = new float[length];
        read(in, type, values, 0, length);
        return values;
    }

    /** Reads the next {@code length} elements of {@code in} into {@code target}, from index {@code at} on. */
    void read(DataInputStream in, ElementType type, float[] target, int at, int length) throws IOException {
        int perChunk = CHUNK_BYTES / type.bytes();
        for (int start = 0; start < length; start += perChunk) {
            int count = Math.min(perChunk, length - start);
            in.readFully(chunk, 0, count * type.bytes());
            decode(type, target, at + start, count);
        }
    }

    private void decode(ElementType type, float[] values, int start, int count) {
        switch (type) {
            case F32 -> buffer.clear().asFloatBuffer().get(values, start, count);
            case F16 -> {
                for (int i = 0; i < count; i++) {
                    values[start + i] = ofHalf(buffer.getShort(2 * i));
                }
            }
            case BF16 -> {
                for (int i = 0; i < count; i++) {
                    values[start + i] = Float.intBitsToFloat(buffer.getShort(2 * i) << 16);
                }
            }
            case F64 -> {
                for (int i = 0; i < count; i++) {
                    values[start + i] = (float) buffer.getDouble(8 * i);
                }
            }
            default -> throw new IllegalArgumentException(type + " cannot be read as floats");
        }
    }

    /**
     * Converts IEEE 754 binary16 (sign, 5 bits of exponent with bias 15, 10 bits of fraction) to a float, which
     * represents every half exactly.
     */
    static float ofHalf(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = (bits >>> 10) & 0x1f;
        int fraction = bits & 0x3ff;
        if (exponent == 0x1f) {
            return Float.intBitsToFloat(sign | 0x7f80_0000 | (fraction << 13));
        }
        if (exponent == 0) {
            float subnormal = fraction * 0x1p-24f;
            return sign == 0 ? subnormal : -subnormal;
        }
        return Float.intBitsToFloat(sign | ((exponent + 127 - 15) << 23) | (fraction << 13));
    }
}
