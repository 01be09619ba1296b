package cloze.provenance;

import cloze.table.AtomicRenames;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Puts the work of a finished run in the place of what was there when the run claimed it. Other runs may do the same at
 * the same moment: nothing of theirs is lost, and no folder mixes two results. Object stores have no such rename; see
 * {@link PiecewiseMove}.
 *
 * @param folder the output
 * @param claim of the run
 * @param before what was in the folder at the time of the claim
 */
record Publication(Configuration hadoop, FileSystem files, Path folder, Claim claim, ExistingOutput before) {
    /** Tries to publish a result that other runs keep moving: a second in all. */
    private static final int ATTEMPTS = 100;

    private static final int PAUSE_MILLIS = 10;

    /**
     * Replaces what was in the folder at the time of the claim by {@code working}. Returns false if the folder has
     * changed since.
     */
    boolean move(Path working) throws IOException {
        if (!ExistingOutput.of(hadoop, folder).equals(before)) {
            return false;
        }
        if (!AtomicRenames.on(files)) {
            new PiecewiseMove(hadoop, files, folder, claim).from(working);
            return true;
        }
        boolean isFree = before.state() == ExistingOutput.State.NOTHING ? isCleared() : isMovedAway();
        if (!isFree) {
            return false;
        }
        if (renamed(working, folder)) {
            return true;
        }
        if (!files.exists(folder)) {
            putBack(siblings().replaced(claim));
            throw new IOException("Cannot rename %s to %s".formatted(working, folder));
        }
        return false;
    }

    /**
     * Removes an empty folder and returns whether the name is free. Content that has appeared since the claim belongs
     * to another run and is left alone.
     */
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
     * Moves the claimed content away and returns whether that succeeded. It is moved, not deleted: where renaming is
     * atomic, only one of several runs gets it, and gets all of it. A run that finds the name free has lost and must
     * not take the name, because another run may have to put the content back.
     */
    private boolean isMovedAway() throws IOException {
        Path old = siblings().replaced(claim);
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

    /**
     * Gives the manifest, named {@code pending}, its name, and returns whether this run's result is in place. A run that comes late may move the
     * result away for a moment, and puts it back once it sees that it is not what it wanted to replace. That must not
     * cost this run its result.
     */
    boolean isPublished(String pending, OutputFolder.Mode mode) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<Claim> holder = Claim.read(hadoop, folder);
            if (holder.filter(claim::equals).isPresent()) {
                if (renamed(new Path(folder, pending), new Path(folder, Manifest.FILE))) {
                    return true;
                }
            } else if (holder.isPresent() || mode == OutputFolder.Mode.RESUMABLE) {
                return false;
            } else {
                for (Path moved : siblings().of(claim)) {
                    renamed(moved, folder);
                }
                pause();
            }
        }
        return false;
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while another run moves the output");
        }
    }

    private StagingFolders siblings() {
        return new StagingFolders(hadoop, folder);
    }

    private boolean renamed(Path from, Path to) throws IOException {
        return Renaming.renamed(files, from, to);
    }
}
