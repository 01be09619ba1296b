package cloze.release.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * The operating system's rename. Hadoop's own falls back to copying where it fails, which is no single step.
 *
 * @param files the disk
 */
record LocalMoves(RawLocalFileSystem files) implements AtomicMoves {
    /** rename(2) puts a folder over another one only where that is empty (POSIX). */
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
