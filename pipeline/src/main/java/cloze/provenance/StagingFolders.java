package cloze.provenance;

import cloze.table.StoredPath;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The hidden folders beside an output: one for each active run, and replaced results that await deletion. A killed run
 * leaves its folder behind.
 *
 * @param hadoop selects the file system
 * @param folder the output
 */
record StagingFolders(Configuration hadoop, Path folder) {
    private static final Duration STALE = Duration.ofDays(1);

    /** The folder that the run with {@code claim} writes to. */
    Path working(Claim claim) {
        return sibling(claim, "partial");
    }

    /** The folder to which the run with {@code claim} moves the result that it replaces. */
    Path replaced(Claim claim) {
        return sibling(claim, "replaced");
    }

    private Path sibling(Claim claim, String kind) {
        return StoredPath.child(folder.getParent(), ".%s.%s.%s".formatted(folder.getName(), claim.token(), kind));
    }

    /** Deletes folders that have not been written to for a day. */
    void deleteStale() throws IOException {
        long limit = System.currentTimeMillis() - STALE.toMillis();
        for (Path sibling : list()) {
            if (lastWritten(sibling) < limit) {
                files().delete(sibling, true);
            }
        }
    }

    /**
     * Deletes leftovers of other runs with the same fingerprint, now that {@code finished} is in place. A folder with
     * the token of {@code finished} is kept: it is that result, which a late run has moved away and is about to put
     * back.
     */
    void deleteOthersOf(Claim finished) throws IOException {
        for (Path sibling : list()) {
            Optional<Claim> claim = Claim.read(hadoop, sibling);
            boolean isLeft = claim.filter(left -> left.fingerprint().equals(finished.fingerprint()))
                    .filter(left -> !left.token().equals(finished.token()))
                    .isPresent();
            if (isLeft) {
                files().delete(sibling, true);
            }
        }
    }

    private List<Path> list() throws IOException {
        Pattern name = Pattern.compile(Pattern.quote("." + folder.getName() + ".")
                + "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.(partial|replaced)");
        List<Path> found = new ArrayList<>();
        try {
            for (FileStatus entry : files().listStatus(folder.getParent())) {
                if (entry.isDirectory()
                        && name.matcher(entry.getPath().getName()).matches()) {
                    found.add(entry.getPath());
                }
            }
        } catch (FileNotFoundException e) {
            return List.of();
        }
        return found;
    }

    private long lastWritten(Path sibling) throws IOException {
        long last = files().getFileStatus(sibling).getModificationTime();
        for (FileStatus entry : files().listStatus(sibling)) {
            last = Math.max(last, entry.getModificationTime());
        }
        return last;
    }

    private FileSystem files() throws IOException {
        return folder.getFileSystem(hadoop);
    }
}
