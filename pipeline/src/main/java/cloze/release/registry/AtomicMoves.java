package cloze.release.registry;

import java.io.IOException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * Renames that are safe when two processes compete. On a local file system and on HDFS each is atomic: of two processes
 * that want the same name one gets it, and a reader finds either the old or the new content. Object stores have none;
 * see {@link Journal}.
 */
interface AtomicMoves {
    /**
     * Renames {@code folder} to the unused name {@code free}.
     *
     * @throws IOException if that name is taken, {@code folder} is gone, or the parent of {@code free} does not exist
     */
    void claim(Path folder, Path free) throws IOException;

    /**
     * Renames {@code file} to {@code target}, replacing an existing file.
     *
     * @throws IOException if {@code file} is gone, or the parent of {@code target} does not exist
     */
    void replace(Path file, Path target) throws IOException;

    /** Returns the implementation for {@code files}, which is local or HDFS. */
    static AtomicMoves on(FileSystem files) throws IOException {
        return files instanceof RawLocalFileSystem local
                ? new LocalMoves(local)
                : new HdfsMoves(FileContext.getFileContext(files.getUri(), files.getConf()));
    }
}
