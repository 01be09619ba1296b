package cloze.release.registry;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What can be done on other file systems, object stores above all.
 *
 * <ul>
 *   <li>A file is replaced by writing it where it belongs. An object store (S3, Google Cloud Storage) shows an object when its stream is
 *       closed, whole, so that readers see the old text or the new one; Azure's with a hierarchical namespace may show an empty file in between.
 *   <li>A name is looked for before it is taken, and a folder is renamed file by file. Of two that do so within the same moment both can
 *       believe they won, and a version can be seen half copied: start one run at a time there.
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
