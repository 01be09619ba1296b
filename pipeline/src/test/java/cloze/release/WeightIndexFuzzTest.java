package cloze.release;

import cloze.fuzz.MemoryFiles;
import cloze.fuzz.Untrusted;
import cloze.tensor.Safetensors;
import cloze.tensor.Tensor;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

class WeightIndexFuzzTest {
    /** The content is the index of weights of which one file is there. */
    @FuzzTest
    void index(byte[] content) throws Exception {
        var shard = new ByteArrayOutputStream();
        Safetensors.write(shard, List.of(new Tensor("a", List.of(2L), new float[2])));
        Configuration hadoop =
                MemoryFiles.holding(Map.of(WeightIndex.FILE, content, "one.safetensors", shard.toByteArray()));
        var folder = new FolderFiles(MemoryFiles.FOLDER.getFileSystem(hadoop), MemoryFiles.FOLDER);
        Untrusted.read(content, () -> {
            try (WeightFiles weights = WeightFiles.open(folder)) {
                return weights.entries();
            }
        });
    }
}
