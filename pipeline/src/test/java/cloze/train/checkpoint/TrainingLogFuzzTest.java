package cloze.train.checkpoint;

import cloze.fuzz.MemoryFiles;
import cloze.fuzz.Untrusted;
import cloze.tensor.Safetensors;
import cloze.train.TinyRun;
import cloze.train.state.StoredState;
import cloze.train.state.WrittenFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

class TrainingLogFuzzTest {
    /** The content is each of the two logs, in a checkpoint that is otherwise right. */
    @FuzzTest
    void log(byte[] content) throws Exception {
        var tensors = new ByteArrayOutputStream();
        Safetensors.write(tensors, List.of());
        byte[] none = tensors.toByteArray();
        byte[] empty = "[]".getBytes(StandardCharsets.UTF_8);
        Map<String, byte[]> files = new HashMap<>(Map.of(
                StoredState.MODEL, none,
                StoredState.UPDATER, none,
                CheckpointFolder.LOG, content,
                CheckpointFolder.VALIDATION, empty));
        read(content, files);
        files.put(CheckpointFolder.LOG, empty);
        files.put(CheckpointFolder.VALIDATION, content);
        read(content, files);
    }

    private static void read(byte[] content, Map<String, byte[]> files) throws Exception {
        Map<String, WrittenFile> written = new HashMap<>();
        for (var file : files.entrySet()) {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(file.getValue());
            written.put(
                    file.getKey(),
                    new WrittenFile(file.getValue().length, HexFormat.of().formatHex(digest)));
        }
        Map<String, byte[]> all = new HashMap<>(files);
        var info =
                new CheckpointInfo(CheckpointInfo.WHOLE, "run", TinyRun.NETWORK, 1, 1, 0, 1, 1, 1, written, List.of());
        all.put(CheckpointFolder.INFO, CheckpointFolder.json(info));
        Configuration hadoop = MemoryFiles.holding(all);
        var folder = new CheckpointFolder(MemoryFiles.FOLDER.getFileSystem(hadoop), MemoryFiles.FOLDER);
        Untrusted.read(content, folder::read);
    }
}
