package cloze.provenance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * The code that ran.
 *
 * @param version of the build
 * @param commit the git commit it was built from, with "-dirty" when the sources differed from it; "unknown" outside a checkout
 */
public record CodeVersion(String version, String commit) {
    /** Read from what the build wrote into the jar. */
    public static CodeVersion current() {
        try (InputStream in = CodeVersion.class.getResourceAsStream("version.properties")) {
            var properties = new Properties();
            properties.load(in);
            String commit = properties.getProperty("commit", "");
            // Outside a git checkout the build leaves its placeholder.
            return new CodeVersion(properties.getProperty("version"), commit.startsWith("$") ? "unknown" : commit);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading version.properties", e);
        }
    }
}
