package cloze.release.registry;

import java.io.IOException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * Renames that two processes can fight over. On a local file system and on HDFS each is one step: of two that want the same name one gets
 * it, and a reader finds what stood there or what stands there now. Elsewhere {@link StoreMoves} says what is left of that.
 */
interface AtomicMoves {
    /**
     * Gives {@code folder} the name {@code free}.
     *
     * @throws IOException when that name is taken, {@code folder} is gone, or there is nothing above {@code free}
     */
    void claim(Path folder, Path free) throws IOException;

    /**
     * Puts {@code file} where the file {@code target} stands, or would stand.
     *
     * @throws IOException when {@code file} is gone, or there is nothing above {@code target}
     */
    void replace(Path file, Path target) throws IOException;

    /** Those of {@code files}. */
    static AtomicMoves on(FileSystem files) throws IOException {
        if (files instanceof RawLocalFileSystem local) {
            return new LocalMoves(local);
        }
        String scheme = files.getUri().getScheme();
        if (scheme.equals("hdfs") || scheme.equals("viewfs")) {
            return new HdfsMoves(FileContext.getFileContext(files.getUri(), files.getConf()));
        }
        return new StoreMoves(files);
    }
}
