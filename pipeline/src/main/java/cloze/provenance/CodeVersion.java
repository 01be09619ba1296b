package cloze.provenance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.function.Supplier;

/**
 * The code that ran.
 *
 * @param version of the build
 * @param commit the git commit it was built from; with "-dirty" when the sources differed from it, "unknown" outside a checkout, and in both
 *     cases "+" and a digest of the build, as two such builds need not be equal
 */
public record CodeVersion(String version, String commit) {
    /** Classes do not change in a process, though their files may when the next build comes. */
    private static final class Running {
        private static final CodeVersion VERSION = read();
    }

    /** What the build wrote into the jar. */
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
        // Outside a git checkout the build leaves its placeholder.
        String commit = described.isEmpty() || described.startsWith("$") ? "unknown" : described;
        boolean tellsAll = !commit.equals("unknown") && !commit.endsWith("-dirty");
        return new CodeVersion(version, tellsAll ? commit : commit + "+" + digest.get());
    }
}
