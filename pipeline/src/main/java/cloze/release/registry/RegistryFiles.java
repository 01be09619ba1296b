package cloze.release.registry;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Small text files and folders. A disk is used without Hadoop's checksum files beside each file: no rename moves both in one step.
 *
 * @param files where the registry lies
 * @param moves what renames there
 */
record RegistryFiles(FileSystem files, AtomicMoves moves) {
    static RegistryFiles on(FileSystem files) throws IOException {
        FileSystem plain = files instanceof ChecksumFileSystem local ? local.getRawFileSystem() : files;
        return new RegistryFiles(plain, AtomicMoves.on(plain));
    }

    /** @throws FileNotFoundException when it is not there */
    String read(Path file) throws IOException {
        try (InputStream in = files.open(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Over what stood there, and in a folder made anew if there is none. */
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

    /** The names in {@code folder}; none when it is not there. */
    List<String> names(Path folder) throws IOException {
        try {
            return Arrays.stream(files.listStatus(folder))
                    .map(FileStatus::getPath)
                    .map(Path::getName)
                    .toList();
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }
}
