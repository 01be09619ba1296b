package cloze.table;

import java.util.Set;
import org.apache.hadoop.fs.FileSystem;

/**
 * Tells file systems that rename a folder in one step from object stores, where a rename copies every object and then
 * deletes it. A process that is killed meanwhile leaves a part in both places. On a store, complete folders are
 * therefore not renamed into place: their files are written first, and a file that marks the folder as complete last.
 */
public final class AtomicRenames {
    private static final Set<String> SCHEMES = Set.of("file", "hdfs", "viewfs");

    private AtomicRenames() {}

    /** Returns whether {@code files} renames a folder in one step. */
    public static boolean on(FileSystem files) {
        return SCHEMES.contains(files.getUri().getScheme());
    }
}
