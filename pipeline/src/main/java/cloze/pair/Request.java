package cloze.pair;

import cloze.dataset.ExampleId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * An example that still needs a segment B from another document.
 *
 * @param example id of the example
 * @param a tokens of segment A
 * @param dropped number of tokens already truncated from A
 * @param targetLength number of tokens that B should reach
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Request(ExampleId example, int[] a, int dropped, int targetLength) {

    /** Parses what {@link #toBytes} has written. */
    static Request of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int dropped = buffer.getInt();
        int targetLength = buffer.getInt();
        int[] a = new int[buffer.getInt()];
        buffer.asIntBuffer().get(a);
        int id = buffer.position() + a.length * Integer.BYTES;
        return new Request(
                ExampleId.parse(new String(bytes, id, bytes.length - id, StandardCharsets.US_ASCII)),
                a,
                dropped,
                targetLength);
    }

    /** Returns this request as it travels: dropped, targetLength, length of A, A, the text of the id. */
    byte[] toBytes() {
        byte[] id = example.toString().getBytes(StandardCharsets.US_ASCII);
        ByteBuffer buffer = ByteBuffer.allocate((3 + a.length) * Integer.BYTES + id.length);
        buffer.putInt(dropped).putInt(targetLength).putInt(a.length);
        buffer.asIntBuffer().put(a);
        buffer.position(buffer.position() + a.length * Integer.BYTES);
        return buffer.put(id).array();
    }
}
