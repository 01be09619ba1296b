package cloze.shard;

import cloze.fuzz.MemoryFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/**
 * A shard file in memory with one example.
 *
 * @param file its bytes
 */
@SuppressWarnings("ArrayRecordComponent") // bytes of a fuzzer, never compared
record FramedShard(byte[] file) {
    private static final String NAME = "part-00000.shard";

    /** Puts {@code records}, and the {@code offsets} behind them, between a header and a trailer that are right. */
    static FramedShard of(byte[] records, long... offsets) {
        int bytes = ShardLayout.HEADER_BYTES + records.length + offsets.length * Long.BYTES + ShardLayout.TRAILER_BYTES;
        ByteBuffer file = ByteBuffer.allocate(bytes)
                .putInt(ShardLayout.MAGIC)
                .putInt(ShardLayout.VERSION)
                .put(records);
        for (long offset : offsets) {
            file.putLong(offset);
        }
        long offsetsStart = file.position() - 2L * Long.BYTES;
        return new FramedShard(file.putLong(1)
                .putLong(offsetsStart)
                .putInt(ShardLayout.trailerChecksum(1, offsetsStart))
                .putInt(ShardLayout.MAGIC)
                .array());
    }

    List<MaskedExample> read() throws IOException {
        Configuration hadoop = MemoryFiles.holding(Map.of(NAME, file));
        try (ShardFileReader reader = ShardFileReader.open(MemoryFiles.at(NAME), 1, hadoop)) {
            return reader.read(0, 1);
        }
    }
}
