package cloze.release.registry;

import java.io.IOException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;

/**
 * Renames through the name node, which can replace a file. {@code FileSystem}'s rename cannot, and moves into an
 * existing folder.
 *
 * @param files the cluster
 */
record HdfsMoves(FileContext files) implements AtomicMoves {
    @Override
    public void claim(Path folder, Path free) throws IOException {
        files.rename(folder, free, Rename.NONE);
    }

    @Override
    public void replace(Path file, Path target) throws IOException {
        files.rename(file, target, Rename.OVERWRITE);
    }
}
