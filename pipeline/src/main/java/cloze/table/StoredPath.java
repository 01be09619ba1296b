package cloze.table;

import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * Turns names into Hadoop paths literally. Hadoop takes everything before the first colon for a scheme, unless a slash
 * precedes it: it rejects a file {@code 10:00.txt} and a folder {@code run-2024-01-01T00:00}. Colons are legal in names
 * on local disks and in object stores, and time stamps contain them.
 */
public final class StoredPath {
    /** A colon ends a scheme only where a slash follows, as in {@code s3a://bucket} and {@code file:/tmp}. */
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:/.*", Pattern.DOTALL);

    private StoredPath() {}

    /**
     * Returns {@code path} as a user writes it: with a scheme, absolute, or relative to the working folder. To name a
     * relative path whose first folder ends with a colon, begin it with {@code ./}.
     */
    public static Path of(String path) {
        return path.isEmpty() || SCHEME.matcher(path).matches() ? new Path(path) : new Path(null, null, path);
    }

    /** Returns the entry {@code name} of {@code folder}, whatever characters the name contains. */
    public static Path child(Path folder, String name) {
        return new Path(folder, new Path(null, null, name));
    }
}
