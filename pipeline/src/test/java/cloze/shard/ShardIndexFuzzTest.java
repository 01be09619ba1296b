package cloze.shard;

import cloze.fuzz.MemoryFiles;
import cloze.fuzz.Untrusted;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

class ShardIndexFuzzTest {
    /** A set that is read can be asked for its examples. */
    @FuzzTest
    void index(byte[] content) throws Exception {
        Configuration hadoop = MemoryFiles.holding(Map.of(ShardSet.INDEX, content));
        Untrusted.read(content, () -> {
            ShardSet set = ShardSet.open(MemoryFiles.FOLDER.toString(), hadoop);
            try (var reader = new ShardReader(set, hadoop)) {
                return reader.read(0, Math.min(1, set.examples()));
            }
        });
    }
}
