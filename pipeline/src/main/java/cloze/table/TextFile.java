package cloze.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A small UTF-8 file on any Hadoop file system, read and written as a whole. */
public final class TextFile {
    private TextFile() {}

    /**
     * Writes {@code text} to a temporary sibling and renames it, so that no reader sees a partial file. On an object store
     * a file appears as a whole, and is written in place.
     */
    public static void write(Configuration hadoop, Path path, String text) {
        try {
            FileSystem files = path.getFileSystem(hadoop);
            if (!AtomicRenames.on(files)) {
                put(files, path, text);
                return;
            }
            var partial = StoredPath.child(path.getParent(), "." + path.getName() + ".partial");
            put(files, partial, text);
            files.delete(path, false);
            if (!files.rename(partial, path)) {
                throw new IOException("Cannot rename " + partial + " to " + path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Writing " + path, e);
        }
    }

    private static void put(FileSystem files, Path path, String text) throws IOException {
        try (OutputStream out = files.create(path, true)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Reads all of {@code path}. */
    public static String read(Configuration hadoop, Path path) {
        try (InputStream in = path.getFileSystem(hadoop).open(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading " + path, e);
        }
    }

    /** Reads the lines of {@code path} that are not blank, without the white space around them. */
    public static Stream<String> entries(Configuration hadoop, Path path) {
        return read(hadoop, path).lines().map(String::strip).filter(line -> !line.isEmpty());
    }
}
