package cloze.provenance;

import cloze.error.InvalidConfigException;
import cloze.table.AtomicRenames;
import cloze.table.StoredPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.server.namenode.SafeModeException;

/**
 * The folder that a job writes. Most jobs write to a hidden sibling folder and rename it at the end. A job that can
 * resume writes in place and claims the folder from the start. Output of another configuration is overwritten only on
 * request. Files that this program did not write are never deleted.
 *
 * <p>The manifest marks a folder as complete. It is renamed into place last, as a single file, so that a folder does
 * not count as complete while an object store still copies its files. Until then its name contains the run's token: if another
 * run has replaced the folder, the pending manifest is gone and the rename fails.
 */
public final class OutputFolder {
    private static final String PENDING = "_manifest.";

    /** Other runs may take the names that refused work can have. */
    private static final int ATTEMPTS = 100;

    /** Where a job writes until it is finished. */
    public enum Mode {
        /** In a hidden sibling folder; a failed run leaves nothing behind. */
        AT_ONCE,
        /** In place; a killed run resumes. */
        RESUMABLE
    }

    /** What to do with an existing output. */
    public enum Existing {
        /** Returns the result of a run with the same fingerprint; any other is a fault. */
        KEEP,
        /**
         * Replaces a finished result or another run's output: at the end with {@link Mode#AT_ONCE}, at the start with
         * {@link Mode#RESUMABLE}.
         */
        OVERWRITE
    }

    private final Configuration hadoop;
    private final FileSystem files;
    private final Path folder;
    private final Mode mode;
    private final Claim claim;
    private final StagingFolders siblings;
    private final KeptFolders rejected;

    /** The refused work that stood beside this output when this run began. Work refused since is another run's. */
    private List<KeptWork> keptBefore = List.of();

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
        this.rejected = new KeptFolders(hadoop, folder);
        this.before = ExistingOutput.of(hadoop, folder);
    }

    /**
     * Claims {@code path} for the run of {@code job} with {@code fingerprint}.
     *
     * @throws InvalidConfigException if the folder belongs to another run or cannot be written
     * @throws UncheckedIOException if the file system does not accept writes at the moment
     */
    public static OutputFolder claim(
            Configuration hadoop, String path, String job, String fingerprint, Mode mode, Existing existing) {
        try {
            var given = StoredPath.of(path);
            FileSystem files = given.getFileSystem(hadoop);
            Path folder = files.makeQualified(given);
            if (files.exists(folder) && !files.getFileStatus(folder).isDirectory()) {
                throw ExistingOutput.fault(folder, "is a file; a job writes a folder");
            }
            var output = new OutputFolder(hadoop, files, folder, mode, Claim.of(job, fingerprint));
            output.claim(existing);
            return output;
        } catch (SafeModeException | ConnectException e) {
            // Temporary: a scheduler may retry with the same configuration.
            throw new UncheckedIOException("Claiming " + path, e);
        } catch (IOException | IllegalArgumentException e) {
            if (isUnauthenticated(e)) {
                throw new UncheckedIOException("Claiming " + path, new IOException(e.getMessage(), e));
            }
            throw ExistingOutput.fault(path, "cannot be written: %s".formatted(e.getMessage()));
        }
    }

    /** Returns whether HDFS has refused a client without a Kerberos ticket, which the same command may have when it is run again. */
    private static boolean isUnauthenticated(Exception thrown) {
        return Stream.iterate((Throwable) thrown, cause -> cause != null, Throwable::getCause)
                .map(Throwable::toString)
                .anyMatch(text ->
                        text.contains("Client cannot authenticate via") || text.contains("GSS initiate failed"));
    }

    private void claim(Existing existing) throws IOException {
        before.require(hadoop, folder, claim, existing);
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
        keptBefore = rejected.list();
        begin();
    }

    private void begin() throws IOException {
        if (!files.mkdirs(working())) {
            throw new IOException("folder " + working() + " cannot be made");
        }
        claim.write(hadoop, working());
    }

    /** Returns work with this run's fingerprint that an earlier run completed and a limit refused. */
    public Optional<KeptWork> kept() {
        return mode == Mode.RESUMABLE
                ? Optional.empty()
                : keptBefore.stream().filter(this::isSame).findFirst();
    }

    private boolean isSame(KeptWork work) {
        return work.claim().fingerprint().equals(claim.fingerprint());
    }

    /**
     * Keeps the work of this run beside the output, because a limit refuses it. Replaces other refused work that stood
     * there when this run began.
     *
     * @param manifest the manifest it would be published with
     * @return the folder that holds it now
     */
    public Path keep(Manifest manifest) throws IOException {
        String pending = PENDING + claim.token();
        manifest.write(hadoop, new Path(working(), pending));
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Path place = rejected.free();
            renamed(working(), place);
            if (isMine(place) && renamed(new Path(place, pending), new Path(place, KeptFolders.MARK))) {
                deleteKept(work -> keptBefore.contains(work));
                return place;
            }
            // Another run took the name first. Where a rename moves a folder into an existing one, take it out again.
            renamed(StoredPath.child(place, working().getName()), working());
        }
        throw new IOException("Cannot rename %s to %s".formatted(working(), rejected.free()));
    }

    /**
     * Takes over {@code work} as the work of this run, to be committed. Returns false if another run has taken it, or it
     * was deleted; this run then does the work itself.
     */
    public boolean adopt(KeptWork work) throws IOException {
        files.delete(working(), true);
        if (!AtomicRenames.on(files)) {
            // A kill amid the rename leaves a part of the work: it must not pass for work that was kept.
            files.delete(new Path(work.folder(), KeptFolders.MARK), false);
        }
        if (renamed(work.folder(), working())
                && Claim.read(hadoop, working()).filter(work.claim()::equals).isPresent()) {
            claim.write(hadoop, working());
            return true;
        }
        begin();
        return false;
    }

    private void deleteKept(Predicate<KeptWork> which) throws IOException {
        for (KeptWork work : rejected.list()) {
            if (which.test(work)) {
                files.delete(work.folder(), true);
            }
        }
    }

    /** Returns the manifest of an earlier, finished run with the same fingerprint, unless it is to be overwritten. */
    public Optional<Manifest> finished() {
        return finished;
    }

    /** Returns the folder that the job writes to until {@link #commit}. */
    public Path working() {
        return mode == Mode.RESUMABLE ? folder : siblings.working(claim);
    }

    /** Returns the folder that holds the result after {@link #commit}. */
    public Path folder() {
        return folder;
    }

    /**
     * Renames the result into place and writes its manifest.
     *
     * @return {@code manifest}, or that of another run with the same fingerprint that finished first
     * @throws InvalidConfigException if a run with another fingerprint finished first or has taken over the folder
     */
    public Manifest commit(Manifest manifest) throws IOException {
        if (!isMine(working())) {
            return lost();
        }
        String pending = PENDING + claim.token();
        manifest.write(hadoop, new Path(working(), pending));
        var publication = new Publication(hadoop, files, folder, claim, before);
        if (mode == Mode.AT_ONCE && !publication.move(working())) {
            return lost();
        }
        if (!publication.isPublished(pending, mode)) {
            files.delete(new Path(folder, pending), false);
            return lost();
        }
        files.delete(siblings.replaced(claim), true);
        siblings.deleteOthersOf(claim);
        files.delete(new Path(folder, KeptFolders.MARK), false);
        deleteKept(work -> keptBefore.contains(work) || isSame(work));
        return manifest;
    }

    private boolean isMine(Path claimed) throws IOException {
        return Claim.read(hadoop, claimed).filter(claim::equals).isPresent();
    }

    private boolean renamed(Path from, Path to) throws IOException {
        return Renaming.renamed(files, from, to);
    }

    private Manifest lost() throws IOException {
        Optional<Manifest> other = finishedByAnother();
        if (mode == Mode.AT_ONCE) {
            files.delete(working(), true);
            // If the target folder has just appeared, a rename moves the source into it.
            files.delete(StoredPath.child(folder, working().getName()), true);
        }
        return other.orElseThrow(
                () -> ExistingOutput.fault(
                        folder,
                        mode == Mode.AT_ONCE
                                ? "was written by another run in the meantime, and the result of this run was discarded; give each run its own output"
                                : "was taken over by another run; give each run its own output. Once no other run uses it, run this command again to resume from its newest checkpoint"));
    }

    /** Returns the manifest of a run with the same fingerprint that has finished since this run began. */
    public Optional<Manifest> finishedByAnother() throws IOException {
        ExistingOutput now = ExistingOutput.of(hadoop, folder);
        return now.isFinished(claim.fingerprint()) && !now.equals(before)
                ? Manifest.read(hadoop, folder)
                : Optional.empty();
    }

    /** Removes the output of a failed run, unless it can be resumed or another run has taken it over. */
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
