package cloze.release;

import cloze.error.CorruptArtifactException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Reads and writes the small files of a model folder, whose contents may come from anywhere.
 *
 * @param files file system of the folder
 * @param path the folder
 */
record FolderFiles(FileSystem files, Path path) {
    /** Limit for JSON files, in bytes: several times the largest vocabulary. Another file should not fill the memory. */
    private static final int LONGEST_JSON = 1 << 24;

    Path file(String name) {
        return new Path(path, name);
    }

    boolean has(String name) throws IOException {
        return files.exists(file(name));
    }

    /**
     * Parses {@code name} as a JSON object, if there is such a file.
     *
     * @throws CorruptArtifactException if it is something else
     */
    Optional<ObjectNode> json(String name) throws IOException {
        return has(name)
                ? Optional.of(UntrustedJson.object(bytes(name), file(name).toString()))
                : Optional.empty();
    }

    /**
     * Reads a JSON file.
     *
     * @throws CorruptArtifactException if it is longer than any sensible one
     */
    byte[] bytes(String name) throws IOException {
        try (InputStream in = files.open(file(name))) {
            byte[] bytes = in.readNBytes(LONGEST_JSON);
            if (in.read() != -1) {
                throw new CorruptArtifactException(
                        "%s: expected at most %d bytes, found more".formatted(file(name), LONGEST_JSON));
            }
            return bytes;
        }
    }

    void write(String name, ObjectNode json) throws IOException {
        write(name, UntrustedJson.pretty(json));
    }

    void write(String name, String text) throws IOException {
        try (OutputStream out = files.create(file(name), true)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
