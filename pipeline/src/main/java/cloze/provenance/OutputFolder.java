package cloze.provenance;

import cloze.dataset.TextFile;
import cloze.error.InvalidConfigException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The one folder a job writes. A job works in a hidden sibling that takes the folder's name when all is written; a job that resumes works in
 * the folder itself, which says from its first moment whose it is. Nothing of another configuration is overwritten unless told to, and
 * nothing this program did not write is ever deleted.
 */
public final class OutputFolder {
    /** Holds the fingerprint of the run that works in the folder. */
    private static final String CLAIM = "_run.fingerprint";

    /** Where a job writes before it is done. */
    public enum Mode {
        /** In a hidden sibling: a failed run leaves nothing behind. */
        AT_ONCE,
        /** In place: a killed run goes on where it was. */
        RESUMABLE
    }

    /** What to do with an output that is already there. */
    public enum Existing {
        /** The same run's is the answer; another's is a fault. */
        KEEP,
        /** A finished one, or another run's, is deleted first; the same run's unfinished one goes on. */
        OVERWRITE
    }

    private final Configuration hadoop;
    private final FileSystem files;
    private final Path folder;
    private final Path working;
    private final String fingerprint;

    private OutputFolder(Configuration hadoop, FileSystem files, Path folder, Path working, String fingerprint) {
        this.hadoop = hadoop;
        this.files = files;
        this.folder = folder;
        this.working = working;
        this.fingerprint = fingerprint;
    }

    /**
     * Claims {@code path} for the run of {@code fingerprint}.
     *
     * @throws InvalidConfigException when the folder belongs to another run or cannot be written
     */
    public static OutputFolder claim(
            Configuration hadoop, String path, String fingerprint, Mode mode, Existing existing) {
        try {
            var given = new Path(path);
            FileSystem files = given.getFileSystem(hadoop);
            Path folder = files.makeQualified(given);
            Path working =
                    mode == Mode.RESUMABLE ? folder : new Path(folder.getParent(), "." + folder.getName() + ".partial");
            var output = new OutputFolder(hadoop, files, folder, working, fingerprint);
            output.claim(existing);
            return output;
        } catch (IOException | IllegalArgumentException e) {
            throw fault(path, "cannot be written: %s".formatted(e.getMessage()));
        }
    }

    private void claim(Existing existing) throws IOException {
        if (files.exists(folder)) {
            if (!files.getFileStatus(folder).isDirectory()) {
                throw fault(folder.toString(), "is a file; a job writes a folder");
            }
            Optional<String> owner = owner();
            if (owner.isEmpty() && files.listStatus(folder).length > 0) {
                throw fault(folder.toString(), "holds files this program did not write; name an empty or a new folder");
            }
            boolean same = owner.isPresent() && owner.get().equals(fingerprint);
            if (owner.isPresent()
                    && existing == Existing.OVERWRITE
                    && (!same || finished().isPresent())) {
                files.delete(folder, true);
            } else if (owner.isPresent() && !same) {
                throw fault(
                        folder.toString(),
                        "holds the result of another configuration, other inputs or another code version (fingerprint %s, this run %s); name another output or pass --overwrite"
                                .formatted(shortened(owner.get()), shortened(fingerprint)));
            }
        }
        if (finished().isPresent()) {
            return;
        }
        if (!working.equals(folder)) {
            files.delete(working, true);
        }
        if (!files.mkdirs(working)) {
            throw new IOException("folder " + working + " cannot be made");
        }
        TextFile.write(hadoop, new Path(working, CLAIM), fingerprint + "\n");
    }

    private Optional<String> owner() throws IOException {
        Optional<Manifest> manifest = finished();
        if (manifest.isPresent()) {
            return manifest.map(Manifest::fingerprint);
        }
        var claim = new Path(folder, CLAIM);
        return files.exists(claim) ? Optional.of(TextFile.read(hadoop, claim).strip()) : Optional.empty();
    }

    /** The manifest of an earlier run with the same fingerprint that reached its end. */
    public Optional<Manifest> finished() {
        return Manifest.read(hadoop, folder);
    }

    /** Where the job writes. */
    public Path working() {
        return working;
    }

    /** Where the result will stand. */
    public Path folder() {
        return folder;
    }

    /** Gives the result its manifest and its name. */
    public void commit(Manifest manifest) throws IOException {
        manifest.write(hadoop, working);
        if (working.equals(folder)) {
            return;
        }
        files.delete(folder, true);
        if (!files.rename(working, folder)) {
            throw new IOException("Cannot rename " + working + " to " + folder);
        }
    }

    /** Removes what a failed run has written, unless there is something to resume. */
    public void abandon() throws IOException {
        boolean onlyClaimed = files.listStatus(working).length == 1;
        if (!working.equals(folder) || onlyClaimed) {
            files.delete(working, true);
        }
    }

    private static InvalidConfigException fault(String path, String rule) {
        return new InvalidConfigException(List.of("output = %s: %s".formatted(path, rule)));
    }

    private static String shortened(String fingerprint) {
        return fingerprint.substring(0, Math.min(12, fingerprint.length()));
    }
}
