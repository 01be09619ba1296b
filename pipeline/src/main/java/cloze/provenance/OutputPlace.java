package cloze.provenance;

import cloze.error.InvalidConfigException;
import cloze.table.PathFiles;
import cloze.table.StoredPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.GlobPattern;
import org.apache.hadoop.fs.Path;

/**
 * Keeps a job's output apart from its inputs, so that no run replaces its own input and no later run reads this output.
 */
public final class OutputPlace {
    private OutputPlace() {}

    /**
     * Compares {@code output} with {@code inputs} (files, folders, globs), as the user wrote them.
     *
     * @throws InvalidConfigException if one equals or contains the other
     */
    public static void requireApart(Configuration hadoop, Path output, List<String> inputs) {
        Path folder;
        try {
            folder = output.getFileSystem(hadoop).makeQualified(output);
        } catch (IOException | IllegalArgumentException e) {
            throw ExistingOutput.fault(output, "cannot be written: %s".formatted(e.getMessage()));
        }
        for (String input : inputs) {
            try {
                requireApart(hadoop, folder, StoredPath.of(input));
            } catch (IOException e) {
                throw new UncheckedIOException("Looking for " + input, e);
            }
        }
    }

    private static void requireApart(Configuration hadoop, Path output, Path given) throws IOException {
        FileSystem files = given.getFileSystem(hadoop);
        Path input = files.makeQualified(given);
        List<FileStatus> named = PathFiles.named(files, input);
        for (FileStatus found : named) {
            if (isWithin(found.getPath(), output)) {
                throw fault(output, "is or contains an input of this run, %s".formatted(found.getPath()));
            }
            if (found.isDirectory() && isWithin(output, found.getPath())) {
                throw fault(
                        output,
                        "is inside an input of this run, %s, and would be read by the next run"
                                .formatted(found.getPath()));
            }
        }
        if (!files.exists(input) && matchesOneOf(ancestry(output), input)) {
            throw fault(output, "matches an input of this run, %s, and would be read by the next run".formatted(input));
        }
    }

    private static boolean isWithin(Path inner, Path outer) {
        return ancestry(inner).contains(outer);
    }

    /** Returns {@code path} and all its parent folders. */
    private static List<Path> ancestry(Path path) {
        List<Path> ancestry = new ArrayList<>();
        for (Path folder = path; folder != null; folder = folder.getParent()) {
            ancestry.add(folder);
        }
        return ancestry;
    }

    private static boolean matchesOneOf(List<Path> folders, Path glob) {
        return folders.stream().anyMatch(folder -> matches(folder, glob));
    }

    /** Matches {@code glob} against {@code path} name by name; no wildcard spans a slash. */
    private static boolean matches(Path path, Path glob) {
        if (path.depth() != glob.depth()) {
            return false;
        }
        Path name = path;
        Path pattern = glob;
        while (name.depth() > 0) {
            if (!new GlobPattern(pattern.getName()).matches(name.getName())) {
                return false;
            }
            name = name.getParent();
            pattern = pattern.getParent();
        }
        return name.equals(pattern);
    }

    private static InvalidConfigException fault(Path output, String rule) {
        return ExistingOutput.fault(output, rule + "; name an output outside the inputs");
    }
}
