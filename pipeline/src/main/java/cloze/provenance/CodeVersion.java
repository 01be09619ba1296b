package cloze.provenance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.function.Supplier;

/**
 * The version of the code that ran.
 *
 * @param version of the build
 * @param commit git commit of the build, with "-dirty" if the sources differed from it; "unknown" outside a checkout.
 *     In both cases "+" and a digest of the build follow, because such builds may differ from each other.
 */
public record CodeVersion(String version, String commit) {
    /** Read once per process: a later build may replace the files, but not the loaded classes. */
    private static final class Running {
        private static final CodeVersion VERSION = read();
    }

    /** Returns the version that the build stored in the jar. */
    public static CodeVersion current() {
        return Running.VERSION;
    }

    private static CodeVersion read() {
        try (InputStream in = CodeVersion.class.getResourceAsStream("version.properties")) {
            var properties = new Properties();
            properties.load(in);
            return of(
                    properties.getProperty("version"),
                    properties.getProperty("commit", ""),
                    BuildDigest::ofRunningCode);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading version.properties", e);
        }
    }

    static CodeVersion of(String version, String described, Supplier<String> digest) {
        // Outside a git checkout the build leaves its placeholder unresolved.
        String commit = described.isEmpty() || described.startsWith("$") ? "unknown" : described;
        boolean tellsAll = !commit.equals("unknown") && !commit.endsWith("-dirty");
        return new CodeVersion(version, tellsAll ? commit : commit + "+" + digest.get());
    }
}
