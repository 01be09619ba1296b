package cloze.corpus;

import cloze.config.CorpusInput;
import cloze.error.InvalidInputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.util.functional.RemoteIterators;

/**
 * The files that a list of paths, folders and globs stands for. Folders are searched through; files whose name, or whose folder's name
 * below the input, begins with a dot or an underscore are left out unless they are named themselves (markers and temporary files of
 * Hadoop, Spark and desktops), as Spark does. A file reached by two inputs counts once, with
 * the weight of the later one: a folder can be followed by the files of it that weigh more.
 */
final class InputFiles {
    private static final String LOCAL_HOST = "localhost";

    private final Configuration hadoop;
    private final Map<String, CorpusFile> found = new TreeMap<>();

    private InputFiles(Configuration hadoop) {
        this.hadoop = hadoop;
    }

    /**
     * Lists all inputs, ordered by path.
     *
     * @throws InvalidInputException when an input names nothing that can be read
     */
    static List<CorpusFile> list(List<CorpusInput> inputs, Configuration hadoop) {
        var files = new InputFiles(hadoop);
        for (CorpusInput input : inputs) {
            files.add(input);
        }
        return List.copyOf(files.found.values());
    }

    private void add(CorpusInput input) {
        int files = 0;
        try {
            var path = new Path(input.path());
            FileSystem fileSystem = path.getFileSystem(hadoop);
            for (FileStatus match : matches(fileSystem, path)) {
                files += addAll(fileSystem, match.getPath(), input.weight());
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidInputException(
                    "corpus.input %s cannot be read: %s. Check the path and, for a remote one, its scheme and access."
                            .formatted(input.path(), e.getMessage()),
                    e);
        }
        if (files == 0) {
            throw new InvalidInputException(
                    "corpus.input %s holds no files (names beginning with . or _ are not read). Name a file, a folder with files, or a glob that matches some."
                            .formatted(input.path()));
        }
    }

    /** The path itself if there is such a file or folder, whatever characters it has; otherwise what it matches as a glob. */
    private static List<FileStatus> matches(FileSystem fileSystem, Path path) throws IOException {
        if (fileSystem.exists(path)) {
            return List.of(fileSystem.getFileStatus(path));
        }
        FileStatus[] matches = fileSystem.globStatus(path);
        if (matches == null || matches.length == 0) {
            throw new InvalidInputException(
                    "corpus.input %s: no such file or folder, and as a glob it matches nothing. Seen from %s as %s."
                            .formatted(path, fileSystem.getWorkingDirectory(), fileSystem.makeQualified(path)));
        }
        return Arrays.stream(matches)
                .filter(match -> !isHidden(match.getPath()))
                .toList();
    }

    private int addAll(FileSystem fileSystem, Path root, double weight) throws IOException {
        int files = 0;
        var pending = new ArrayList<Path>(List.of(root));
        while (!pending.isEmpty()) {
            RemoteIterator<? extends FileStatus> children = children(fileSystem, pending.remove(pending.size() - 1));
            while (children.hasNext()) {
                FileStatus child = children.next();
                if (isHidden(child.getPath()) && !child.getPath().equals(root)) {
                    continue;
                }
                if (child.isDirectory()) {
                    pending.add(child.getPath());
                } else {
                    found.put(child.getPath().toString(), corpusFile(child, weight));
                    files++;
                }
            }
        }
        return files;
    }

    /** What a folder holds, or the file itself; with the places of blocks where these tell machines apart. */
    private static RemoteIterator<? extends FileStatus> children(FileSystem fileSystem, Path path) throws IOException {
        // Asked for places, a local file system starts a process for each file to learn its owner.
        return fileSystem instanceof LocalFileSystem
                ? RemoteIterators.remoteIteratorFromArray(fileSystem.listStatus(path))
                : fileSystem.listLocatedStatus(path);
    }

    private static boolean isHidden(Path path) {
        String name = path.getName();
        // A folder such as _year=2024 is a partition column, not a temporary file.
        return name.startsWith(".") || (name.startsWith("_") && !name.contains("="));
    }

    private static CorpusFile corpusFile(FileStatus status, double weight) throws IOException {
        List<CorpusFile.Block> blocks = new ArrayList<>();
        BlockLocation[] locations = status instanceof LocatedFileStatus located ? located.getBlockLocations() : null;
        if (locations != null) {
            Arrays.sort(locations, Comparator.comparingLong(BlockLocation::getOffset));
            for (BlockLocation location : locations) {
                List<String> hosts = Arrays.stream(location.getHosts())
                        .filter(host -> !host.equals(LOCAL_HOST))
                        .toList();
                blocks.add(new CorpusFile.Block(location.getOffset() + location.getLength(), hosts));
            }
        }
        return new CorpusFile(
                status.getPath().toString(), status.getLen(), status.getModificationTime(), weight, blocks);
    }
}
