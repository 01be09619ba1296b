package cloze.table;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * Resolves an input path to files. Reading inputs and detecting their changes share these rules. Hidden files, whose
 * names begin with a dot or an underscore, are skipped unless named explicitly, as in Spark; they are markers and
 * temporary files of Hadoop, Spark and desktops. Files are sorted by name, folder by folder, regardless of the order in
 * which a file system lists them. On a local disk, links are followed, and a file that links give several paths is
 * listed once; a link without a target is an {@link cloze.error.InvalidInputException}, and so is a name that this
 * process cannot read (see {@link FileNameEncoding}).
 */
public final class PathFiles {
    private PathFiles() {}

    /**
     * Returns the file or folder at {@code path}, even if its name contains glob characters. If there is none, returns
     * the matches of {@code path} as a glob.
     */
    public static List<FileStatus> named(FileSystem files, Path path) throws IOException {
        requireEncodable(files, path);
        return files.exists(path) ? List.of(files.getFileStatus(path)) : sorted(GlobMatches.of(files, path));
    }

    /**
     * Returns {@code root} if it is a file, or else all files below it. Includes block locations where the file system
     * has more than one host.
     */
    public static List<FileStatus> below(FileSystem files, Path root) throws IOException {
        Optional<File> place = place(files, root);
        if (place.isPresent()) {
            return LocalTree.below(files.makeQualified(root), place.get());
        }
        List<FileStatus> found = new ArrayList<>();
        addBelow(files, root, root, found);
        return found;
    }

    /**
     * Returns a name that is the same for all paths of one file, however many links lead to it. Use it to count a file
     * once that several inputs reach.
     */
    public static String realName(FileSystem files, Path path) throws IOException {
        Optional<File> place = place(files, path);
        return place.isPresent()
                ? LocalTree.realName(place.get())
                : files.makeQualified(path).toString();
    }

    /**
     * Opens an input of any name, {@link #withoutChecksums}.
     *
     * @throws cloze.error.InvalidInputException if this process cannot read such names
     */
    public static FSDataInputStream open(FileSystem files, Path path) throws IOException {
        requireEncodable(files, path);
        return withoutChecksums(files).open(path);
    }

    /**
     * Bypasses Hadoop's checksums: it keeps that of a local file in {@code .NAME.crc} beside it, rejects a file that an
     * editor has changed since, and cannot name that file if {@code NAME} holds a colon.
     */
    public static FileSystem withoutChecksums(FileSystem files) {
        return files instanceof ChecksumFileSystem checked ? checked.getRawFileSystem() : files;
    }

    /** Returns the {@code wanted} entries of {@code folder}; none if it is a file. */
    static List<FileStatus> entries(FileSystem files, Path folder, Predicate<Path> wanted) throws IOException {
        Optional<File> place = place(files, folder);
        if (place.isPresent()) {
            return LocalTree.entries(folder, place.get(), wanted);
        }
        List<FileStatus> entries = new ArrayList<>();
        for (FileStatus entry : files.listStatus(folder)) {
            if (wanted.test(entry.getPath())) {
                entries.add(entry);
            }
        }
        return entries;
    }

    static boolean isHidden(Path path) {
        String name = path.getName();
        // A folder such as _year=2024 is a partition column, not a temporary file.
        return name.startsWith(".") || (name.startsWith("_") && !name.contains("="));
    }

    private static void requireEncodable(FileSystem files, Path path) {
        place(files, path).ifPresent(place -> FileNameEncoding.requireEncodable(place.getPath()));
    }

    /** Returns the place of {@code path} on a disk of this machine; empty on other file systems. */
    private static Optional<File> place(FileSystem files, Path path) {
        if (files instanceof LocalFileSystem local) {
            return Optional.of(local.pathToFile(path));
        }
        return files instanceof RawLocalFileSystem raw ? Optional.of(raw.pathToFile(path)) : Optional.empty();
    }

    private static void addBelow(FileSystem files, Path root, Path folder, List<FileStatus> found) throws IOException {
        RemoteIterator<? extends FileStatus> listed = files.listLocatedStatus(folder);
        List<FileStatus> children = new ArrayList<>();
        while (listed.hasNext()) {
            children.add(listed.next());
        }
        for (FileStatus child : sorted(children)) {
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

    private static List<FileStatus> sorted(List<FileStatus> entries) {
        return entries.stream()
                .sorted(Comparator.comparing(entry -> entry.getPath().toString()))
                .toList();
    }
}
