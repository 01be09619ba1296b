package cloze.input;

import cloze.error.InvalidInputException;
import cloze.table.PathFiles;
import cloze.table.StoredPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;

/** Lists the files that a path stands for: a file, a folder, or a glob (see {@link PathFiles}). Opens none. */
public final class InputFiles {
    private static final String LOCAL_HOST = "localhost";

    private InputFiles() {}

    /**
     * Lists the files of one path, sorted by name, folder by folder.
     *
     * @param key configuration key that named the path, for messages
     * @param weight given to each file
     * @throws InvalidInputException if the path cannot be read or holds no files
     */
    public static List<InputFile> list(String key, String input, double weight, Configuration hadoop) {
        List<InputFile> files = new ArrayList<>();
        try {
            var path = StoredPath.of(input);
            FileSystem fileSystem = path.getFileSystem(hadoop);
            List<FileStatus> matches = PathFiles.named(fileSystem, path);
            if (matches.isEmpty()) {
                throw new InvalidInputException(
                        "%s %s: no such file or folder, and no file matches it as a glob. Resolved in %s to %s."
                                .formatted(
                                        key, input, fileSystem.getWorkingDirectory(), fileSystem.makeQualified(path)));
            }
            for (FileStatus match : matches) {
                for (FileStatus file : PathFiles.below(fileSystem, match.getPath())) {
                    files.add(listed(file, weight));
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidInputException(
                    "%s %s cannot be read: %s. Check the path and, for a remote one, its scheme and access."
                            .formatted(key, input, e.getMessage()),
                    e);
        }
        if (files.isEmpty()) {
            throw new InvalidInputException(
                    "%s %s holds no files (names beginning with . or _ are not read). Name a file, a folder with files, or a glob that matches some."
                            .formatted(key, input));
        }
        return files;
    }

    /**
     * Returns a name that is the same for all paths of one file, however many links lead to it.
     *
     * @throws InvalidInputException if the file can no longer be read
     */
    public static String realName(InputFile file, Configuration hadoop) {
        try {
            Path path = StoredPath.of(file.path());
            return PathFiles.realName(path.getFileSystem(hadoop), path);
        } catch (IOException e) {
            throw new InvalidInputException("File %s cannot be read: %s".formatted(file.path(), e.getMessage()), e);
        }
    }

    private static InputFile listed(FileStatus status, double weight) throws IOException {
        List<InputFile.Block> blocks = new ArrayList<>();
        BlockLocation[] locations = status instanceof LocatedFileStatus located ? located.getBlockLocations() : null;
        if (locations != null) {
            Arrays.sort(locations, Comparator.comparingLong(BlockLocation::getOffset));
            for (BlockLocation location : locations) {
                List<String> hosts = Arrays.stream(location.getHosts())
                        .filter(host -> !host.equals(LOCAL_HOST))
                        .toList();
                blocks.add(new InputFile.Block(location.getOffset() + location.getLength(), hosts));
            }
        }
        return new InputFile(
                status.getPath().toString(), status.getLen(), status.getModificationTime(), weight, blocks);
    }
}
