package cloze.shard;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The layout of a shard file. All numbers are big-endian.
 *
 * <pre>
 * header   int magic, int version
 * records  each: int payload length, int CRC32C of (long number in the file, payload), payload (see ExampleCodec)
 * offsets  long start of each record, then long end of the last
 * trailer  long records, long start of the offsets, int CRC32C of both, int magic
 * </pre>
 *
 * A reader finds example i with two reads: its offset, whose position is computed from the trailer, and its record.
 */
final class ShardLayout {
    /** "CLZS". */
    static final int MAGIC = 0x434c5a53;

    static final int VERSION = 1;
    static final int HEADER_BYTES = 2 * Integer.BYTES;
    static final int RECORD_HEADER_BYTES = 2 * Integer.BYTES;
    static final int TRAILER_BYTES = 2 * Long.BYTES + 2 * Integer.BYTES;

    private ShardLayout() {}

    static int recordChecksum(long number, ByteBuffer payload) {
        var checksum = new CRC32C();
        checksum.update(ByteBuffer.allocate(Long.BYTES).putLong(0, number));
        checksum.update(payload);
        return (int) checksum.getValue();
    }

    static int trailerChecksum(long records, long offsetsStart) {
        var checksum = new CRC32C();
        checksum.update(ByteBuffer.allocate(2 * Long.BYTES).putLong(0, records).putLong(Long.BYTES, offsetsStart));
        return (int) checksum.getValue();
    }
}
