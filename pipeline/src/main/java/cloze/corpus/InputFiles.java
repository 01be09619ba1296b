package cloze.corpus;

import cloze.config.CorpusInput;
import cloze.corpus.read.CorpusFile;
import cloze.error.InvalidInputException;
import cloze.table.PathFiles;
import cloze.table.StoredPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;

/**
 * Lists the files behind paths, folders and globs (see {@link PathFiles}). A file that two inputs reach, by its
 * path or through links, counts once, with path and weight of the later one: a folder can be followed by those of its
 * files that have another weight.
 */
final class InputFiles {
    private static final String LOCAL_HOST = "localhost";

    private final Configuration hadoop;
    private final Map<String, CorpusFile> found = new HashMap<>();

    private InputFiles(Configuration hadoop) {
        this.hadoop = hadoop;
    }

    /**
     * Lists all inputs, sorted by path.
     *
     * @throws InvalidInputException if an input cannot be read or holds no files
     */
    static List<CorpusFile> list(List<CorpusInput> inputs, Configuration hadoop) {
        var files = new InputFiles(hadoop);
        for (CorpusInput input : inputs) {
            files.add(input);
        }
        return files.found.values().stream()
                .sorted(Comparator.comparing(CorpusFile::path))
                .toList();
    }

    private void add(CorpusInput input) {
        int files = 0;
        try {
            var path = StoredPath.of(input.path());
            FileSystem fileSystem = path.getFileSystem(hadoop);
            for (FileStatus match : matches(fileSystem, path)) {
                for (FileStatus file : PathFiles.below(fileSystem, match.getPath())) {
                    found.put(PathFiles.realName(fileSystem, file.getPath()), corpusFile(file, input.weight()));
                    files++;
                }
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

    private static List<FileStatus> matches(FileSystem fileSystem, Path path) throws IOException {
        List<FileStatus> matches = PathFiles.named(fileSystem, path);
        if (matches.isEmpty()) {
            throw new InvalidInputException(
                    "corpus.input %s: no such file or folder, and no file matches it as a glob. Resolved in %s to %s."
                            .formatted(path, fileSystem.getWorkingDirectory(), fileSystem.makeQualified(path)));
        }
        return matches;
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
