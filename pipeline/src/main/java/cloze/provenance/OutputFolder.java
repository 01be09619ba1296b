package cloze.provenance;

import cloze.error.InvalidConfigException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.server.namenode.SafeModeException;

/**
 * The one folder a job writes. A job works in a hidden sibling of its own that takes the folder's name when all is written; a job that resumes
 * works in the folder itself, which says from its first moment whose it is. Nothing of another configuration is overwritten unless told to, and
 * nothing this program did not write is ever deleted.
 *
 * <p>The manifest makes a folder whole. It takes its place by a rename of one file, after everything else stands, so that a folder is never
 * taken for whole while a rename that is a copy (on an object store) is under way. Its name until then holds the run's token: where another
 * run has put its own folder there, this run's manifest is gone and the run has lost.
 */
public final class OutputFolder {
    private static final String PENDING = "_manifest.";

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
        /** A finished one, or another run's, is replaced: at the end by a job that works in a sibling, at the start by one that resumes. */
        OVERWRITE
    }

    private final Configuration hadoop;
    private final FileSystem files;
    private final Path folder;
    private final Mode mode;
    private final Claim claim;
    private final StagingFolders siblings;
    private ExistingOutput before;
    private Optional<Manifest> finished = Optional.empty();

    private OutputFolder(Configuration hadoop, FileSystem files, Path folder, Mode mode, Claim claim)
            throws IOException {
        this.hadoop = hadoop;
        this.files = files;
        this.folder = folder;
        this.mode = mode;
        this.claim = claim;
        this.siblings = new StagingFolders(hadoop, folder);
        this.before = ExistingOutput.of(hadoop, folder);
    }

    /**
     * Claims {@code path} for the run of {@code fingerprint}.
     *
     * @throws InvalidConfigException when the folder belongs to another run or cannot be written
     * @throws UncheckedIOException when the file system takes no writes now
     */
    public static OutputFolder claim(
            Configuration hadoop, String path, String fingerprint, Mode mode, Existing existing) {
        try {
            var given = new Path(path);
            FileSystem files = given.getFileSystem(hadoop);
            Path folder = files.makeQualified(given);
            if (files.exists(folder) && !files.getFileStatus(folder).isDirectory()) {
                throw ExistingOutput.fault(folder, "is a file; a job writes a folder");
            }
            var output = new OutputFolder(hadoop, files, folder, mode, Claim.of(fingerprint));
            output.claim(existing);
            return output;
        } catch (SafeModeException | ConnectException e) {
            // Passes without a change of the configuration: a scheduler may try again.
            throw new UncheckedIOException("Claiming " + path, e);
        } catch (IOException | IllegalArgumentException e) {
            throw ExistingOutput.fault(path, "cannot be written: %s".formatted(e.getMessage()));
        }
    }

    private void claim(Existing existing) throws IOException {
        before.require(hadoop, folder, claim.fingerprint(), existing);
        boolean same = before.claim().fingerprint().equals(claim.fingerprint());
        if (existing == Existing.KEEP && before.isFinished(claim.fingerprint())) {
            finished = Manifest.read(hadoop, folder);
            return;
        }
        boolean replaces = before.state() == ExistingOutput.State.FINISHED || !same;
        if (mode == Mode.RESUMABLE && before.state() != ExistingOutput.State.NOTHING && replaces) {
            files.delete(folder, true);
            before = ExistingOutput.of(hadoop, folder);
        }
        siblings.deleteStale();
        if (!files.mkdirs(working())) {
            throw new IOException("folder " + working() + " cannot be made");
        }
        claim.write(hadoop, working());
    }

    /** The manifest of an earlier run with the same fingerprint that reached its end, unless it is to be replaced. */
    public Optional<Manifest> finished() {
        return finished;
    }

    /** Where the job writes. */
    public Path working() {
        return mode == Mode.RESUMABLE ? folder : siblings.working(claim);
    }

    /** Where the result will stand. */
    public Path folder() {
        return folder;
    }

    /**
     * Gives the result its name and its manifest.
     *
     * @return {@code manifest}; or another run's, when one of the same fingerprint has been there first
     * @throws InvalidConfigException when a run of another fingerprint has been there first, or has taken the folder over
     */
    public Manifest commit(Manifest manifest) throws IOException {
        if (!isMine(working())) {
            return lost();
        }
        String pending = PENDING + claim.token();
        manifest.write(hadoop, new Path(working(), pending));
        if (mode == Mode.AT_ONCE && !move()) {
            return lost();
        }
        if (!isMine(folder) || !renamed(new Path(folder, pending), new Path(folder, Manifest.FILE))) {
            files.delete(new Path(folder, pending), false);
            return lost();
        }
        files.delete(siblings.replaced(claim), true);
        siblings.deleteOthersOf(claim);
        return manifest;
    }

    /** Puts the working folder in the place of what was there when it was claimed; refuses when that has changed. */
    private boolean move() throws IOException {
        if (!ExistingOutput.of(hadoop, folder).equals(before)) {
            return false;
        }
        boolean isFree = before.state() == ExistingOutput.State.NOTHING ? isCleared() : isMovedAway();
        if (!isFree) {
            return false;
        }
        if (renamed(working(), folder)) {
            return true;
        }
        if (!files.exists(folder)) {
            putBack(siblings.replaced(claim));
            throw new IOException("Cannot rename %s to %s".formatted(working(), folder));
        }
        return false;
    }

    /** Whether nothing is there, an empty folder removed. What has appeared since is another run's: it is not touched. */
    private boolean isCleared() throws IOException {
        try {
            return !files.exists(folder) || files.delete(folder, false);
        } catch (IOException e) {
            if (ExistingOutput.of(hadoop, folder).equals(before)) {
                throw e;
            }
            return false;
        }
    }

    /**
     * Whether what was claimed was there and is moved away. Moved, not deleted: where renaming is atomic, only one of several runs gets it, and
     * whole. A run that finds the name free has not got it, and must not take the name: what another run has moved may have to come back.
     */
    private boolean isMovedAway() throws IOException {
        Path old = siblings.replaced(claim);
        if (!renamed(folder, old)) {
            return false;
        }
        if (ExistingOutput.of(hadoop, old).equals(before)) {
            return true;
        }
        putBack(old);
        return false;
    }

    private void putBack(Path old) throws IOException {
        if (!files.exists(folder)) {
            renamed(old, folder);
        }
    }

    private boolean isMine(Path claimed) throws IOException {
        return Claim.read(hadoop, claimed).filter(claim::equals).isPresent();
    }

    /** Whether {@code from} was there and has taken the name {@code to}. */
    private boolean renamed(Path from, Path to) throws IOException {
        try {
            return files.rename(from, to);
        } catch (FileNotFoundException e) {
            return false;
        }
    }

    private Manifest lost() throws IOException {
        Optional<Manifest> other = finishedByAnother();
        if (mode == Mode.AT_ONCE) {
            files.delete(working(), true);
            // Renaming to the name of a folder that has just appeared moves into that folder.
            files.delete(new Path(folder, working().getName()), true);
        }
        return other.orElseThrow(
                () -> ExistingOutput.fault(
                        folder,
                        mode == Mode.AT_ONCE
                                ? "was written by another run in the meantime, and the result of this run was discarded; give each run its own output"
                                : "was taken over by another run; give each run its own output. Once no other run uses it, run this command again to resume from its newest checkpoint"));
    }

    /** The manifest of a run with the same fingerprint that has reached its end since this one began. */
    public Optional<Manifest> finishedByAnother() throws IOException {
        ExistingOutput now = ExistingOutput.of(hadoop, folder);
        return now.isFinished(claim.fingerprint()) && !now.equals(before)
                ? Manifest.read(hadoop, folder)
                : Optional.empty();
    }

    /** Removes what a failed run has written, unless there is something to resume or it is another run's by now. */
    public void abandon() throws IOException {
        if (!isMine(working())) {
            return;
        }
        FileStatus[] written = files.listStatus(working());
        boolean onlyClaimed = written.length == 1;
        if (mode == Mode.AT_ONCE || onlyClaimed) {
            files.delete(working(), true);
        }
    }
}
