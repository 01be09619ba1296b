package cloze.table;

import java.io.IOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;

/** Copies within a file system. */
public final class FileCopy {
    private FileCopy() {}

    /** Copies the file or folder {@code from} to {@code to}. A file that is there already is overwritten. */
    public static void make(FileSystem files, Path from, Path to) throws IOException {
        // Hadoop tells of some failures by its result alone.
        if (!FileUtil.copy(files, from, files, to, false, files.getConf())) {
            throw new IOException("Cannot copy %s to %s".formatted(from, to));
        }
    }
}
