package cloze.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Builds valid and invalid files by hand. */
public final class SafetensorsBytes {
    private SafetensorsBytes() {}

    /** Returns a file of {@code header} and {@code data}, without padding between them. */
    public static byte[] of(String header, byte... data) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return of(json.length, json, data);
    }

    /** Returns a file that declares a header of {@code length} bytes. */
    static byte[] of(long length, byte[] header, byte... data) {
        return ByteBuffer.allocate(Long.BYTES + header.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .put(header)
                .put(data)
                .array();
    }
}
