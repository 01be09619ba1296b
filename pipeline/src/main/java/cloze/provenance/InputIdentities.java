package cloze.provenance;

import cloze.table.PathFiles;
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
 * What tells whether an input has changed. An artifact of this program answers with its manifest's fingerprint; any other file with path, length
 * and time of change, so that a lake is not read twice.
 */
public final class InputIdentities {
    private InputIdentities() {}

    /** One line per file or artifact behind {@code paths} (see {@link PathFiles}), sorted; none for a path that is not there. */
    public static List<String> of(List<String> paths, Configuration hadoop) {
        List<String> identities = new ArrayList<>();
        for (String path : paths) {
            try {
                var given = new Path(path);
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
            // What goes away while it is listed is not there.
            return List.of();
        }
    }

    private static String identity(FileStatus file) {
        return file.getPath() + " " + file.getLen() + " " + file.getModificationTime();
    }
}
