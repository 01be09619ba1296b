package cloze.release.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * Uses the operating system's rename. Hadoop's own falls back to copying if it fails, which is not atomic.
 *
 * @param files the local file system
 */
record LocalMoves(RawLocalFileSystem files) implements AtomicMoves {
    /** Relies on rename(2), which replaces a folder only if it is empty (POSIX). */
    @Override
    public void claim(Path folder, Path free) throws IOException {
        move(folder, free);
    }

    @Override
    public void replace(Path file, Path target) throws IOException {
        move(file, target);
    }

    private void move(Path from, Path to) throws IOException {
        Files.move(local(from), local(to), StandardCopyOption.ATOMIC_MOVE);
    }

    private java.nio.file.Path local(Path path) {
        return files.pathToFile(path).toPath();
    }
}
