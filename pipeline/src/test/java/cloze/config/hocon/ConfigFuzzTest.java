package cloze.config.hocon;

import cloze.fuzz.Untrusted;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

class ConfigFuzzTest {
    @TempDir
    static Path folder;

    /** The content is a file of --conf, and a text of --set. It includes nothing, because an include reads what it names. */
    @FuzzTest
    void configuration(byte[] content) throws Exception {
        String text = new String(content, StandardCharsets.UTF_8);
        if (text.contains("include")) {
            return;
        }
        Path file = Files.write(folder.resolve("run.conf"), content);
        Untrusted.read(content, () -> ConfigLoader.load(Optional.of(file), List.of()));
        Untrusted.read(content, () -> ConfigLoader.load(Optional.empty(), List.of(text)));
    }
}
