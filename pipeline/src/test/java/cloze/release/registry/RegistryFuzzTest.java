package cloze.release.registry;

import cloze.fuzz.MemoryFiles;
import cloze.fuzz.Untrusted;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

class RegistryFuzzTest {
    private static final byte[] FIRST = "1\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] RUN = "{\"run\": \"r\"}".getBytes(StandardCharsets.UTF_8);

    /** The content is each of the small files of a registry in turn. */
    @FuzzTest
    void files(byte[] content) throws Exception {
        read(content, Map.of("champion", content, "versions/1/version.json", RUN));
        read(content, Map.of("champion", FIRST, "versions/1/version.json", content));
        read(content, Map.of("champion", FIRST, "versions/1/version.json", RUN, "versions/1/predecessor", content));
        Untrusted.read(content, () -> Grant.parse(new String(content, StandardCharsets.UTF_8), "content")
                .shown());
    }

    private static void read(byte[] content, Map<String, byte[]> files) throws Exception {
        Configuration hadoop = MemoryFiles.holding(files);
        Registry registry = Registry.open(hadoop, MemoryFiles.FOLDER.toString());
        Untrusted.read(content, () -> {
            Optional<Version> champion = registry.champion();
            return champion.isPresent() ? registry.predecessor(champion.get()) : champion;
        });
        Untrusted.read(content, registry::versions);
    }
}
