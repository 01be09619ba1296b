package cloze.release.registry;

import java.io.IOException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;

/**
 * The name node's rename, which can be told to replace; that of {@code FileSystem} cannot, and moves into a folder that is in its way.
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
