package cloze.shard;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Writes the shard files of one task, one after another. Each is written under a name of the task attempt and renamed
 * when complete, so that two attempts never write to the same file. Not thread-safe.
 */
final class ShardFolderWriter implements Closeable {
    /** Prefix of every file name in a folder of shards, except that of the index. */
    static final String FILE_PREFIX = "part-";

    private static final int NONE = -1;

    private final Path folder;
    private final int filesPerBin;
    private final FileSystem system;
    private final long attempt;
    private final List<ShardFile> written = new ArrayList<>();
    private int openFile = NONE;
    private ShardFileWriter out;

    ShardFolderWriter(Path folder, int filesPerBin, long attempt, Configuration hadoop) throws IOException {
        this.folder = folder;
        this.filesPerBin = filesPerBin;
        this.system = folder.getFileSystem(hadoop);
        this.attempt = attempt;
    }

    /** Appends a record to file number {@code file}. All records of a file must be consecutive. */
    void append(int file, byte[] payload) throws IOException {
        if (file != openFile) {
            finishFile();
            out = new ShardFileWriter(system, unfinished(file));
            openFile = file;
        }
        out.append(payload);
    }

    /** Completes the last file, and returns all files. */
    List<ShardFile> finish() throws IOException {
        finishFile();
        return written;
    }

    private void finishFile() throws IOException {
        if (openFile == NONE) {
            return;
        }
        String name = FILE_PREFIX + "%05d.shard".formatted(openFile);
        written.add(new ShardFile(name, openFile / filesPerBin, out.finish()));
        // If the name exists, an earlier attempt has written the same bytes.
        if (!isRenamed(unfinished(openFile), new Path(folder, name))) {
            system.delete(unfinished(openFile), false);
        }
        openFile = NONE;
    }

    private boolean isRenamed(Path from, Path to) throws IOException {
        try {
            return system.rename(from, to);
        } catch (FileAlreadyExistsException e) {
            // S3A throws where others return false.
            return false;
        }
    }

    private Path unfinished(int file) {
        return new Path(folder, FILE_PREFIX + "%05d.attempt-%d".formatted(file, attempt));
    }

    @Override
    public void close() throws IOException {
        if (openFile != NONE) {
            out.close();
        }
    }
}
