package cloze.release.registry;

import cloze.table.PathFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Reads and writes small text files and folders. On a local file system it bypasses Hadoop's checksum files, because no
 * rename moves both files in one step.
 *
 * @param files file system of the registry
 * @param moves renames on that file system
 */
record RegistryFiles(FileSystem files, AtomicMoves moves) {
    static RegistryFiles on(FileSystem files) throws IOException {
        FileSystem plain = PathFiles.withoutChecksums(files);
        return new RegistryFiles(plain, AtomicMoves.on(plain));
    }

    /**
     * @throws FileNotFoundException if the file does not exist
     */
    String read(Path file) throws IOException {
        return read(files, file);
    }

    /**
     * @throws FileNotFoundException if the file does not exist
     */
    static String read(FileSystem files, Path file) throws IOException {
        try (InputStream in = files.open(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Writes a file, replacing an existing one and creating its folder if necessary. */
    void write(Path file, String text) throws IOException {
        try (OutputStream out = files.create(file, true)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    void makeFolder(Path folder) throws IOException {
        if (!files.mkdirs(folder)) {
            throw new IOException("Folder %s cannot be created".formatted(folder));
        }
    }

    /** Lists the names in {@code folder}; none if it does not exist. */
    List<String> names(Path folder) throws IOException {
        return names(files, folder);
    }

    /** Lists the names in {@code folder} of {@code files}; none if it does not exist. */
    static List<String> names(FileSystem files, Path folder) throws IOException {
        try {
            return Arrays.stream(files.listStatus(folder))
                    .map(FileStatus::getPath)
                    .map(Path::getName)
                    .toList();
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }

    /** Lists the names in {@code folder} that are numbers. */
    List<Integer> numbers(Path folder) throws IOException {
        return Version.numbers(names(folder));
    }
}
