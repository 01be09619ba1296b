package cloze.provenance;

import cloze.dataset.TextFile;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Whose a folder is from its first moment on, and by which run; stands in it as _run.fingerprint, a line each.
 *
 * @param fingerprint of what the run makes
 * @param token of the run: two runs of one fingerprint have two
 */
record Claim(String fingerprint, String token) {
    private static final String FILE = "_run.fingerprint";

    static Claim of(String fingerprint) {
        return new Claim(fingerprint, UUID.randomUUID().toString());
    }

    static Optional<Claim> read(Configuration hadoop, Path folder) throws IOException {
        var path = new Path(folder, FILE);
        if (!path.getFileSystem(hadoop).exists(path)) {
            return Optional.empty();
        }
        String[] lines = TextFile.read(hadoop, path).split("\n", -1);
        return Optional.of(new Claim(lines[0], lines.length > 1 ? lines[1] : ""));
    }

    void write(Configuration hadoop, Path folder) {
        TextFile.write(hadoop, new Path(folder, FILE), fingerprint + "\n" + token + "\n");
    }
}
