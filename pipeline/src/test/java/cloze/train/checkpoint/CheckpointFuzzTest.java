package cloze.train.checkpoint;

import cloze.fuzz.MemoryFiles;
import cloze.fuzz.Untrusted;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

class CheckpointFuzzTest {
    /** The content is a checkpoint.json; the other files of the checkpoint are missing. */
    @FuzzTest
    void description(byte[] content) throws Exception {
        Configuration hadoop = MemoryFiles.holding(Map.of(CheckpointFolder.INFO, content));
        var folder = new CheckpointFolder(MemoryFiles.FOLDER.getFileSystem(hadoop), MemoryFiles.FOLDER);
        Untrusted.read(content, folder::missing);
        Untrusted.read(content, folder::parameters);
        Untrusted.read(
                content,
                () -> List.of(folder.info().run(), folder.info().network().hiddenSize()));
    }
}
