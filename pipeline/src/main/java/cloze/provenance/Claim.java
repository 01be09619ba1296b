package cloze.provenance;

import cloze.table.TextFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Marks which run a folder belongs to, from the moment the folder exists. Stored in the folder as _run.fingerprint, one
 * line per component.
 *
 * @param job name of the run's job; empty if an earlier version wrote the mark
 * @param fingerprint of the run's job, configuration, inputs and code
 * @param token unique to the run, even among runs with the same fingerprint
 */
public record Claim(String job, String fingerprint, String token) {
    private static final String FILE = "_run.fingerprint";

    static Claim of(String job, String fingerprint) {
        return new Claim(job, fingerprint, UUID.randomUUID().toString());
    }

    /** Returns whether {@code file} is the mark. */
    static boolean isAt(Path file) {
        return file.getName().equals(FILE);
    }

    static Optional<Claim> read(Configuration hadoop, Path folder) throws IOException {
        var path = new Path(folder, FILE);
        return MovingFile.read(() -> readOnce(hadoop, path));
    }

    private static Optional<Claim> readOnce(Configuration hadoop, Path path) throws IOException {
        // Open without an existence check: another run may move the folder away in between.
        try (InputStream in = path.getFileSystem(hadoop).open(path)) {
            String[] lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1);
            return Optional.of(new Claim(line(lines, 2), lines[0], line(lines, 1)));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    private static String line(String[] lines, int index) {
        return index < lines.length ? lines[index] : "";
    }

    void write(Configuration hadoop, Path folder) {
        TextFile.write(hadoop, new Path(folder, FILE), String.join("\n", fingerprint, token, job) + "\n");
    }
}
