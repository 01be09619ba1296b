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
 * The files that a path given as input stands for: one rule for all that read inputs and for what tells whether they changed. Names that
 * begin with a dot or an underscore are left out unless they are named themselves (markers and temporary files of Hadoop, Spark and
 * desktops), as Spark does. The order is that of the names, folder by folder, whatever order a file system lists in.
 */
public final class PathFiles {
    private PathFiles() {}

    /** What {@code path} names: itself where there is such a file or folder, whatever characters it has; otherwise what it matches as a glob. */
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

    /** {@code root} itself, a file, or the files below it, a folder; with the places of blocks where these tell machines apart. */
    public static List<FileStatus> below(FileSystem files, Path root) throws IOException {
        List<FileStatus> found = new ArrayList<>();
        addBelow(files, root, root, found);
        return found;
    }

    private static void addBelow(FileSystem files, Path root, Path folder, List<FileStatus> found) throws IOException {
        for (FileStatus child : children(files, folder)) {
            // A file lists as itself.
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
        // Asked for places, a local file system starts a process for each file to learn its owner.
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
