package cloze.shard;

import cloze.fuzz.Untrusted;
import com.code_intelligence.jazzer.junit.FuzzTest;

class ShardFileFuzzTest {
    /** The content is a shard file, and what stands between a header and a trailer that are right. */
    @FuzzTest
    void records(byte[] content) throws Exception {
        Untrusted.read(content, () -> new FramedShard(content).read());
        Untrusted.read(content, () -> FramedShard.of(content).read());
    }
}
