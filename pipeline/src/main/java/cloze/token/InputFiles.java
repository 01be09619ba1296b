package cloze.token;

import cloze.error.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The files behind files, folders and globs, in an order that no file system's listing changes. */
final class InputFiles {
    private InputFiles() {}

    /**
     * The files of {@code inputs} in their order; those of a folder (and its folders) or a glob by name. Names that begin with _ or . are
     * left out of folders, as everywhere in Hadoop.
     *
     * @throws InvalidInputException when an input names nothing or an empty folder
     */
    static List<Path> of(List<String> inputs, Configuration hadoop) {
        List<Path> files = new ArrayList<>();
        for (String input : inputs) {
            int before = files.size();
            var path = new Path(input);
            try {
                FileSystem system = path.getFileSystem(hadoop);
                for (FileStatus match : sorted(matches(system, path))) {
                    addFiles(system, match, files);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("Input %s cannot be listed: %s".formatted(input, e.getMessage()), e);
            }
            if (files.size() == before) {
                throw new InvalidInputException(
                        "Input %s: no such file, folder with files or glob with matches; give the path of text to read"
                                .formatted(input));
            }
        }
        return files;
    }

    /** A path that exists is taken as it is, even with characters that mean something in a glob. */
    private static FileStatus[] matches(FileSystem system, Path path) throws IOException {
        if (system.exists(path)) {
            return new FileStatus[] {system.getFileStatus(path)};
        }
        FileStatus[] matches = system.globStatus(path);
        return matches == null ? new FileStatus[0] : matches;
    }

    private static void addFiles(FileSystem system, FileStatus entry, List<Path> files) throws IOException {
        if (!entry.isDirectory()) {
            files.add(entry.getPath());
            return;
        }
        for (FileStatus child : sorted(system.listStatus(entry.getPath()))) {
            String name = child.getPath().getName();
            if (!name.startsWith("_") && !name.startsWith(".")) {
                addFiles(system, child, files);
            }
        }
    }

    private static List<FileStatus> sorted(FileStatus[] entries) {
        return Arrays.stream(entries)
                .sorted(Comparator.comparing(entry -> entry.getPath().toString()))
                .toList();
    }
}
