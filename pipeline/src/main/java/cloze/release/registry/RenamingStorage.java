package cloze.release.registry;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A registry on a file system whose renames are atomic: it holds what is there.
 *
 * @param plain reads and renames files
 * @param folder the registry
 */
record RenamingStorage(RegistryFiles plain, Path folder) implements Storage {
    @Override
    public FileSystem files() {
        return plain.files();
    }

    /** Versions never change, and each file is read once. */
    @Override
    public Storage snapshot() {
        return this;
    }

    @Override
    public String read(Path file) throws IOException {
        return plain.read(file);
    }

    @Override
    public void draft(Path file, String text) throws IOException {
        plain.write(file, text);
    }

    @Override
    public boolean holds(Path path) throws IOException {
        return plain.files().exists(path);
    }

    @Override
    public List<String> names(Path in) throws IOException {
        return plain.names(in);
    }

    @Override
    public Lease acquire(Duration term, Clock clock) throws IOException {
        return MovingLease.acquire(new Leases(plain, new Path(folder, "lease")), term, clock);
    }
}
