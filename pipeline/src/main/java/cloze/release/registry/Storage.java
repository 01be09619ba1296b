package cloze.release.registry;

import cloze.table.AtomicRenames;
import cloze.table.PathFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** What a registry holds, as readers see it: nothing that is still being written. */
interface Storage {
    /** Returns the storage of the registry in {@code folder}, on {@code files}. */
    static Storage of(FileSystem files, Path folder) throws IOException {
        return AtomicRenames.on(files)
                ? new RenamingStorage(RegistryFiles.on(files), folder)
                : RecordedStorage.of(PathFiles.withoutChecksums(files), folder);
    }

    FileSystem files();

    /** Returns what the registry holds now, for several reads of the same state. */
    Storage snapshot() throws IOException;

    /**
     * Reads a small text file.
     *
     * @throws FileNotFoundException if the registry does not hold it
     */
    String read(Path file) throws IOException;

    /** Writes a small text file to a folder that the registry does not hold yet. */
    void draft(Path file, String text) throws IOException;

    /** Returns whether the registry holds the file or folder {@code path}. */
    boolean holds(Path path) throws IOException;

    /** Lists the names that the registry holds in {@code folder}, one level deep; none if it does not exist. */
    List<String> names(Path folder) throws IOException;

    /** Implements {@link Registry#acquire}. */
    Lease acquire(Duration term, Clock clock) throws IOException;
}
