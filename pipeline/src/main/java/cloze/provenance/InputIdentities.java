package cloze.provenance;

import cloze.table.PathFiles;
import cloze.table.StoredPath;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Detects changed inputs. An artifact of this program is identified by its manifest's fingerprint; any other file by
 * path, length and modification time, so that large inputs are not read twice.
 */
public final class InputIdentities {
    private InputIdentities() {}

    /**
     * Returns one line per file or artifact behind {@code paths} (see {@link PathFiles}), sorted; no line for a missing
     * path.
     */
    public static List<String> of(List<String> paths, Configuration hadoop) {
        List<String> identities = new ArrayList<>();
        for (String path : paths) {
            try {
                var given = StoredPath.of(path);
                FileSystem files = given.getFileSystem(hadoop);
                for (FileStatus match : PathFiles.named(files, given)) {
                    identities.addAll(identities(files, match.getPath(), hadoop));
                }
            } catch (IOException e) {
                throw new UncheckedIOException("Listing " + path, e);
            }
        }
        return identities.stream().sorted().toList();
    }

    private static List<String> identities(FileSystem files, Path path, Configuration hadoop) throws IOException {
        var manifest = Manifest.read(hadoop, path);
        if (manifest.isPresent()) {
            return List.of(path + " " + manifest.get().fingerprint());
        }
        try {
            return PathFiles.below(files, path).stream()
                    .map(InputIdentities::identity)
                    .toList();
        } catch (FileNotFoundException e) {
            // Deleted while it was being listed.
            return List.of();
        }
    }

    private static String identity(FileStatus file) {
        return file.getPath() + " " + file.getLen() + " " + file.getModificationTime();
    }
}
