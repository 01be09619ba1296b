package cloze.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Files of the format put together by hand, right and wrong ones. */
public final class SafetensorsBytes {
    private SafetensorsBytes() {}

    /** A file of {@code header} and {@code data}, without padding between the two. */
    public static byte[] of(String header, byte... data) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return of(json.length, json, data);
    }

    /** A file that says its header is {@code length} bytes long. */
    static byte[] of(long length, byte[] header, byte... data) {
        return ByteBuffer.allocate(Long.BYTES + header.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .put(header)
                .put(data)
                .array();
    }
}
