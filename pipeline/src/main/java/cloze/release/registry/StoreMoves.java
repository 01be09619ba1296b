package cloze.release.registry;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Best-effort renames on other file systems, mostly object stores.
 *
 * <ul>
 *   <li>A file is replaced by writing it in place. An object store (S3, Google Cloud Storage) publishes an object as a
 *       whole when its stream is closed, so readers see the old or the new text. Azure with a hierarchical namespace
 *       may show an empty file in between.
 *   <li>A name is checked before it is taken, and a folder is renamed file by file. Two processes that do so at the
 *       same moment can both believe that they won, and a reader can see a partially copied version. Run only one at a
 *       time.
 * </ul>
 *
 * @param files the store
 */
record StoreMoves(FileSystem files) implements AtomicMoves {
    @Override
    public void claim(Path folder, Path free) throws IOException {
        if (!files.exists(folder)) {
            throw new FileNotFoundException(folder + " is gone");
        }
        if (files.exists(free)) {
            throw new FileAlreadyExistsException(free + " is there already");
        }
        if (!files.rename(folder, free)) {
            throw new IOException("Cannot rename %s to %s".formatted(folder, free));
        }
    }

    @Override
    public void replace(Path file, Path target) throws IOException {
        try (InputStream in = files.open(file)) {
            byte[] bytes = in.readAllBytes();
            try (OutputStream out = files.create(target, true)) {
                out.write(bytes);
            }
        }
        files.delete(file, false);
    }
}
