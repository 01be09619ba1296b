package cloze.provenance;

import cloze.config.NetworkConfig;
import cloze.fuzz.MemoryFiles;
import cloze.fuzz.Untrusted;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;

class ManifestFuzzTest {
    /** A manifest that is read has all its parts, and every section is read or refused. */
    @FuzzTest
    void manifest(byte[] content) throws Exception {
        Configuration hadoop = MemoryFiles.holding(Map.of("_run.fingerprint", content, Manifest.FILE, content));
        Untrusted.read(content, () -> ExistingOutput.of(hadoop, MemoryFiles.FOLDER));
        Untrusted.read(content, () -> Manifest.read(hadoop, MemoryFiles.FOLDER).map(ManifestFuzzTest::used));
    }

    private static List<Object> used(Manifest manifest) {
        manifest.inputs().forEach(Objects::requireNonNull);
        manifest.summary().forEach(Objects::requireNonNull);
        manifest.counts().values().forEach(Long::longValue);
        return List.of(
                manifest.job(),
                manifest.fingerprint(),
                manifest.code().version(),
                manifest.environment(),
                manifest.finished(),
                manifest.configuration("network", NetworkConfig.class));
    }
}
