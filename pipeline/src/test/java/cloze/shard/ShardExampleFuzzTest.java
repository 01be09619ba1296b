package cloze.shard;

import cloze.fuzz.Untrusted;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;

class ShardExampleFuzzTest {
    /** The content is one example, in a file whose frame and checksums are right. What is read fits a minibatch. */
    @FuzzTest
    void example(byte[] content) throws Exception {
        int length = ShardLayout.RECORD_HEADER_BYTES + content.length;
        byte[] record = ByteBuffer.allocate(length)
                .putInt(content.length)
                .putInt(ShardLayout.recordChecksum(0, ByteBuffer.wrap(content)))
                .put(content)
                .array();
        long start = ShardLayout.HEADER_BYTES;
        Untrusted.read(
                content,
                () -> Minibatch.of(FramedShard.of(record, start, start + length).read(), 0));
    }
}
