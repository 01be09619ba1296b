package cloze.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.util.functional.RemoteIterators;

/**
 * Resolves an input path to files. Reading inputs and detecting their changes share these rules. Hidden files, whose
 * names begin with a dot or an underscore, are skipped unless named explicitly, as in Spark; they are markers and
 * temporary files of Hadoop, Spark and desktops. Files are sorted by name, folder by folder, regardless of the order in
 * which a file system lists them.
 */
public final class PathFiles {
    private PathFiles() {}

    /**
     * Returns the file or folder at {@code path}, even if its name contains glob characters. If there is none, returns
     * the matches of {@code path} as a glob.
     */
    public static List<FileStatus> named(FileSystem files, Path path) throws IOException {
        if (files.exists(path)) {
            return List.of(files.getFileStatus(path));
        }
        FileStatus[] matches = files.globStatus(path);
        return matches == null
                ? List.of()
                : sorted(Arrays.stream(matches)
                        .filter(match -> !isHidden(match.getPath()))
                        .toList());
    }

    /**
     * Returns {@code root} if it is a file, or else all files below it. Includes block locations where the file system
     * has more than one host.
     */
    public static List<FileStatus> below(FileSystem files, Path root) throws IOException {
        List<FileStatus> found = new ArrayList<>();
        addBelow(files, root, root, found);
        return found;
    }

    private static void addBelow(FileSystem files, Path root, Path folder, List<FileStatus> found) throws IOException {
        for (FileStatus child : children(files, folder)) {
            // Listing a file returns the file itself.
            if (isHidden(child.getPath()) && !child.getPath().equals(root)) {
                continue;
            }
            if (child.isDirectory()) {
                addBelow(files, root, child.getPath(), found);
            } else {
                found.add(child);
            }
        }
    }

    private static List<FileStatus> children(FileSystem files, Path path) throws IOException {
        // For locations, a local file system would start one process per file to look up its owner.
        RemoteIterator<? extends FileStatus> listed = files instanceof LocalFileSystem
                ? RemoteIterators.remoteIteratorFromArray(files.listStatus(path))
                : files.listLocatedStatus(path);
        List<FileStatus> children = new ArrayList<>();
        while (listed.hasNext()) {
            children.add(listed.next());
        }
        return sorted(children);
    }

    private static List<FileStatus> sorted(List<FileStatus> entries) {
        return entries.stream()
                .sorted(Comparator.comparing(entry -> entry.getPath().toString()))
                .toList();
    }

    private static boolean isHidden(Path path) {
        String name = path.getName();
        // A folder such as _year=2024 is a partition column, not a temporary file.
        return name.startsWith(".") || (name.startsWith("_") && !name.contains("="));
    }
}
