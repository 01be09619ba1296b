package cloze.artifact;

import cloze.config.ByteSize;
import cloze.input.FileNames;
import cloze.input.Unpacking;
import cloze.table.PathFiles;
import cloze.table.StoredPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;

/**
 * The size of the input, estimated from file listings alone.
 *
 * @param files number of files
 * @param stored size of the files in bytes, as stored
 * @param text approximate size of the uncompressed text in bytes
 */
public record InputSize(int files, long stored, long text) {
    /** Assumed compression ratio of text. */
    private static final int UNPACKED = 3;

    /** Sums up the files that {@code paths} match; see {@link PathFiles}. */
    public static InputSize of(Configuration hadoop, List<String> paths) {
        var unpacking = new Unpacking(hadoop);
        Set<String> counted = new HashSet<>();
        int count = 0;
        long stored = 0;
        long text = 0;
        for (String path : paths) {
            try {
                var given = StoredPath.of(path);
                FileSystem files = given.getFileSystem(hadoop);
                for (FileStatus named : PathFiles.named(files, given)) {
                    for (FileStatus file : PathFiles.below(files, named.getPath())) {
                        if (!counted.add(PathFiles.realName(files, file.getPath()))) {
                            continue;
                        }
                        String name = file.getPath().getName();
                        boolean packed = unpacking.unpackedName(name).isPresent() || FileNames.sayParquet(name);
                        count++;
                        stored += file.getLen();
                        text += file.getLen() * (packed ? UNPACKED : 1);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException("Listing " + path, e);
            }
        }
        return new InputSize(count, stored, text);
    }

    /** Returns a line for a dry run; empty if no file is read. */
    public Optional<String> shown() {
        return files == 0
                ? Optional.empty()
                : Optional.of("Input: %d file(s), %s".formatted(files, new ByteSize(stored).shown()));
    }
}
