package cloze.table;

import cloze.error.InvalidInputException;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * Lists local files. Hadoop's listing leaves out names that it cannot open, and follows a link to a parent folder until
 * the path is too long. This one fails at such a name, and follows each link once: a file that has several paths is
 * listed once, by its own path where that is below the root, otherwise by the first link found.
 */
final class LocalTree {
    /** Local files have no blocks. */
    private static final long BLOCK_BYTES = 1 << 25;

    private final Map<java.nio.file.Path, FileStatus> files = new HashMap<>();
    private final Set<java.nio.file.Path> folders = new HashSet<>();
    private final Deque<Entry> links = new ArrayDeque<>();

    private LocalTree() {}

    /**
     * A file, folder or link.
     *
     * @param name its path for Hadoop
     * @param place the same path for Java
     */
    private record Entry(Path name, java.nio.file.Path place) {}

    /** Returns {@code root} if it is a file, or else all files below it that are not hidden. */
    static List<FileStatus> below(Path root, File place) throws IOException {
        var tree = new LocalTree();
        // Links last: a file found both ways keeps its own path.
        tree.links.add(new Entry(root, place.toPath()));
        while (!tree.links.isEmpty()) {
            tree.follow(tree.links.remove());
        }
        return tree.files.values().stream()
                .sorted(Comparator.comparing(FileStatus::getPath, LocalTree::compareNames))
                .toList();
    }

    /** Returns the {@code wanted} entries of one folder, sorted by name. */
    static List<FileStatus> entries(Path folder, File place, Predicate<Path> wanted) throws IOException {
        List<FileStatus> chosen = new ArrayList<>();
        for (Entry entry : entries(new Entry(folder, place.toPath()))) {
            if (wanted.test(entry.name())) {
                chosen.add(status(entry.name(), Files.readAttributes(real(entry), BasicFileAttributes.class)));
            }
        }
        return chosen;
    }

    /** Returns a name that all paths of one file share. */
    static String realName(File place) throws IOException {
        return place.toPath().toRealPath().toString();
    }

    private void follow(Entry link) throws IOException {
        java.nio.file.Path real = real(link);
        BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
        if (attributes.isDirectory()) {
            walk(new Entry(link.name(), real));
        } else {
            putFile(link.name(), real, attributes);
        }
    }

    /** Collects the files below {@code folder}, whose place is its real path, and puts links aside. */
    private void walk(Entry folder) throws IOException {
        if (!folders.add(folder.place())) {
            return;
        }
        for (Entry entry : entries(folder)) {
            if (!PathFiles.isHidden(entry.name())) {
                add(entry);
            }
        }
    }

    private void add(Entry entry) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(entry.place(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            // Deleted while its folder was being listed.
            return;
        }
        if (attributes.isSymbolicLink()) {
            links.add(entry);
        } else if (attributes.isDirectory()) {
            walk(entry);
        } else {
            putFile(entry.name(), entry.place(), attributes);
        }
    }

    private void putFile(Path name, java.nio.file.Path place, BasicFileAttributes attributes) {
        if (attributes.isOther()) {
            throw new InvalidInputException(
                    "%s is a pipe, a socket or a device, which cannot be read in parts or read again; write its content to a file, or remove it"
                            .formatted(name));
        }
        files.putIfAbsent(place, status(name, attributes));
    }

    private static java.nio.file.Path real(Entry link) throws IOException {
        try {
            return link.place().toRealPath();
        } catch (AccessDeniedException e) {
            throw denied(link, e);
        } catch (FileSystemException e) {
            if (!Files.isSymbolicLink(link.place())) {
                throw e instanceof NoSuchFileException
                        ? new FileNotFoundException(link.name().toString())
                        : e;
            }
            throw new InvalidInputException(
                    "%s is a link to %s, which does not exist; restore that file or remove the link"
                            .formatted(link.name(), Files.readSymbolicLink(link.place())),
                    e);
        }
    }

    private static List<Entry> entries(Entry folder) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<java.nio.file.Path> listed = Files.newDirectoryStream(folder.place())) {
            for (java.nio.file.Path entry : listed) {
                FileNameEncoding.requireReadable(entry);
                entries.add(new Entry(
                        StoredPath.child(folder.name(), entry.getFileName().toString()), entry));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        } catch (AccessDeniedException e) {
            throw denied(folder, e);
        }
        entries.sort(Comparator.comparing(entry -> entry.name().getName()));
        return entries;
    }

    private static IOException denied(Entry entry, AccessDeniedException e) {
        return new IOException("permission denied: " + entry.name(), e);
    }

    private static FileStatus status(Path name, BasicFileAttributes attributes) {
        return new FileStatus(
                attributes.isDirectory() ? 0 : attributes.size(),
                attributes.isDirectory(),
                1,
                BLOCK_BYTES,
                attributes.lastModifiedTime().toMillis(),
                name);
    }

    /** Compares folder by folder, so that the files of a folder stay together. */
    private static int compareNames(Path first, Path second) {
        String[] names = first.toString().split("/", -1);
        String[] others = second.toString().split("/", -1);
        return Arrays.compare(names, others);
    }
}
