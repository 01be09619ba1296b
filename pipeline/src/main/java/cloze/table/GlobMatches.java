package cloze.table;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.GlobExpander;
import org.apache.hadoop.fs.GlobFilter;
import org.apache.hadoop.fs.Path;

/**
 * Finds the files and folders that a glob matches. Hadoop's {@code globStatus} fails if any name in a folder holds a
 * colon, and takes glob characters in the working folder's own path for part of the pattern.
 */
final class GlobMatches {
    private final FileSystem files;

    private GlobMatches(FileSystem files) {
        this.files = files;
    }

    /** Returns the matches, sorted by name within each alternative; none for a malformed glob. */
    static List<FileStatus> of(FileSystem files, Path glob) throws IOException {
        Path start = glob.isAbsolute() ? files.makeQualified(StoredPath.of(Path.SEPARATOR)) : files.getWorkingDirectory();
        Map<Path, FileStatus> matches = new LinkedHashMap<>();
        for (String alternative : GlobExpander.expand(glob.toUri().getPath())) {
            List<String> names = Arrays.stream(alternative.split(Path.SEPARATOR, -1))
                    .filter(name -> !name.isEmpty() && !name.equals(Path.CUR_DIR))
                    .toList();
            new GlobMatches(files).matches(start, names).forEach(match -> matches.put(match.getPath(), match));
        }
        return List.copyOf(matches.values());
    }

    private List<FileStatus> matches(Path folder, List<String> names) throws IOException {
        List<FileStatus> found = entries(folder, names.get(0), names.size() == 1);
        if (names.size() == 1) {
            return found;
        }
        List<FileStatus> matches = new ArrayList<>();
        for (FileStatus entry : found) {
            if (entry.isDirectory()) {
                matches.addAll(matches(entry.getPath(), names.subList(1, names.size())));
            }
        }
        return matches;
    }

    /** Returns the entries of {@code folder} that {@code glob}, one name, matches. */
    private List<FileStatus> entries(Path folder, String glob, boolean isLast) throws IOException {
        GlobFilter filter;
        try {
            filter = new GlobFilter(glob);
        } catch (IOException e) {
            return List.of();
        }
        try {
            if (!filter.hasPattern()) {
                String name = glob.replaceAll("\\\\(.)", "$1");
                return List.of(files.getFileStatus(StoredPath.child(folder, name)));
            }
            return PathFiles.entries(
                    files, folder, entry -> filter.accept(entry) && !(isLast && PathFiles.isHidden(entry)));
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }
}
