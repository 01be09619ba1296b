package cloze.provenance;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * Puts the work of a run in place on an object store, where no folder moves as a whole. The claim comes first, so that a
 * run that is killed meanwhile leaves a folder that is its own and unfinished; the old manifest goes before any other
 * file, and the new one comes last, so that the folder never counts as complete while it is not.
 *
 * <p>Nothing here keeps two runs from doing this to one folder at the same moment. A run that finds files of another one
 * among its own fails.
 *
 * @param files the store
 * @param folder the output
 * @param claim of the run
 */
record PiecewiseMove(Configuration hadoop, FileSystem files, Path folder, Claim claim) {
    /** Replaces what is in the folder by what is in {@code working}, which disappears. */
    void from(Path working) throws IOException {
        SortedMap<String, Long> made = lengths(working);
        claim.write(hadoop, folder);
        files.delete(new Path(folder, Manifest.FILE), false);
        for (FileStatus old : files.listStatus(folder)) {
            if (!Claim.isAt(old.getPath())) {
                files.delete(old.getPath(), true);
            }
        }
        for (FileStatus piece : files.listStatus(working)) {
            if (!Claim.isAt(piece.getPath())) {
                var place = new Path(folder, piece.getPath().getName());
                if (!Renaming.renamed(files, piece.getPath(), place)) {
                    throw new IOException("Cannot rename %s to %s".formatted(piece.getPath(), place));
                }
            }
        }
        SortedMap<String, Long> moved = lengths(folder);
        if (!moved.equals(made)) {
            throw new IOException(
                    "%s: expected the files %s, found %s. Another run may be writing this output: give each run its own"
                            .formatted(folder, made, moved));
        }
        files.delete(working, true);
    }

    /** Returns the lengths of all files below {@code parent}, by name relative to it. */
    private SortedMap<String, Long> lengths(Path parent) throws IOException {
        int prefix = files.makeQualified(parent).toUri().getPath().length() + 1;
        SortedMap<String, Long> lengths = new TreeMap<>();
        try {
            RemoteIterator<LocatedFileStatus> listed = files.listFiles(parent, true);
            while (listed.hasNext()) {
                FileStatus file = listed.next();
                lengths.put(file.getPath().toUri().getPath().substring(prefix), file.getLen());
            }
        } catch (FileNotFoundException e) {
            return new TreeMap<>();
        }
        return lengths;
    }
}
