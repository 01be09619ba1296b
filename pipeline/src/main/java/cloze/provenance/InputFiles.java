package cloze.provenance;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * What tells whether an input has changed. An artifact of this program answers with its manifest's fingerprint; any other file with path, length
 * and time of change, so that a lake is not read twice.
 */
public final class InputFiles {
    private final Configuration hadoop;

    public InputFiles(Configuration hadoop) {
        this.hadoop = hadoop;
    }

    /** One line per file behind {@code paths} (files, folders, globs), sorted; none for a path that is not there. */
    public List<String> identities(List<String> paths) {
        List<String> identities = new ArrayList<>();
        for (String path : paths) {
            try {
                var pattern = new Path(path);
                FileSystem files = pattern.getFileSystem(hadoop);
                FileStatus[] matches = files.globStatus(pattern);
                if (matches != null) {
                    for (FileStatus match : matches) {
                        identities.addAll(identities(files, match));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException("Listing " + path, e);
            }
        }
        return identities.stream().sorted().toList();
    }

    private List<String> identities(FileSystem files, FileStatus status) throws IOException {
        if (status.isFile()) {
            return List.of(identity(status));
        }
        var manifest = Manifest.read(hadoop, status.getPath());
        if (manifest.isPresent()) {
            return List.of(status.getPath() + " " + manifest.get().fingerprint());
        }
        List<String> identities = new ArrayList<>();
        try {
            if (files instanceof LocalFileSystem) {
                addLocal(files, status.getPath(), identities);
                return identities;
            }
            RemoteIterator<LocatedFileStatus> below = files.listFiles(status.getPath(), true);
            while (below.hasNext()) {
                identities.add(identity(below.next()));
            }
        } catch (FileNotFoundException e) {
            // A folder that goes away while it is listed counts as what is left of it.
            return identities;
        }
        return identities;
    }

    /** The same for a local folder, where {@code listFiles} would start a process for each file to learn its owner. */
    private static void addLocal(FileSystem files, Path folder, List<String> identities) throws IOException {
        for (FileStatus child : files.listStatus(folder)) {
            if (child.isDirectory()) {
                addLocal(files, child.getPath(), identities);
            } else {
                identities.add(identity(child));
            }
        }
    }

    private static String identity(FileStatus file) {
        return file.getPath() + " " + file.getLen() + " " + file.getModificationTime();
    }
}
