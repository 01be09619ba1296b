package cloze.release.registry;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A registry on an object store: it holds what its {@link Journal} says. Without one, as when the files of a registry
 * were copied here, it holds what is there.
 *
 * @param store reads and writes files
 * @param journal of the registry
 * @param folder the registry
 * @param pinned the record to read; empty for the newest
 */
record RecordedStorage(StoreFiles store, Journal journal, Path folder, Optional<Catalog> pinned) implements Storage {
    static final String CHAMPION = "champion";
    static final String VERSIONS = "versions";

    /** Of a folder whose files were there before the journal, without the one that marks them as complete. */
    private static final String UNKNOWN = "";

    static RecordedStorage of(FileSystem files, Path folder) {
        var store = new StoreFiles(files);
        return new RecordedStorage(store, new Journal(store, new Path(folder, "journal")), folder, Optional.empty());
    }

    @Override
    public Storage snapshot() throws IOException {
        return new RecordedStorage(store, journal, folder, Optional.of(catalog()));
    }

    @Override
    public FileSystem files() {
        return store.files();
    }

    Catalog catalog() throws IOException {
        if (pinned.isPresent()) {
            return pinned.get();
        }
        Optional<Catalog> newest = journal.newest();
        return newest.isPresent() ? newest.get() : found();
    }

    private Catalog found() throws IOException {
        var texts = new TreeMap<String, String>();
        var complete = new TreeSet<String>();
        var pending = new TreeMap<String, String>();
        readInto(texts, CHAMPION);
        for (String version : store.names(new Path(folder, VERSIONS))) {
            String name = VERSIONS + "/" + version;
            if (store.files().exists(path(name + "/" + Version.FILE))) {
                complete.add(name);
                readInto(texts, name + "/" + Version.PREDECESSOR);
            } else {
                pending.put(name, UNKNOWN);
            }
        }
        for (String in : List.of("data", "runs")) {
            store.names(new Path(folder, in)).forEach(entry -> complete.add(in + "/" + entry));
        }
        if (store.files().exists(path("validation"))) {
            complete.add("validation");
        }
        Catalog none = Catalog.empty();
        return new Catalog(none.number(), none.id(), none.holder(), texts, complete, pending);
    }

    private void readInto(Map<String, String> texts, String name) throws IOException {
        try {
            texts.put(name, store.read(path(name)));
        } catch (FileNotFoundException e) {
            texts.remove(name);
        }
    }

    Path path(String name) {
        return new Path(folder, name);
    }

    /** Returns the name of {@code path} in the registry. */
    String name(Path path) {
        return folder.toUri().relativize(path.toUri()).getPath();
    }

    @Override
    public String read(Path file) throws IOException {
        Catalog now = catalog();
        String name = name(file);
        String text = now.texts().get(name);
        if (text != null) {
            return text;
        }
        if (!now.holds(name)) {
            throw new FileNotFoundException(file + " is not in the registry");
        }
        return store.read(file);
    }

    @Override
    public void draft(Path file, String text) throws IOException {
        store.put(file, text);
    }

    @Override
    public boolean holds(Path path) throws IOException {
        return catalog().holds(name(path));
    }

    @Override
    public List<String> names(Path in) throws IOException {
        return catalog().below(name(in)).toList();
    }

    @Override
    public Lease acquire(Duration term, Clock clock) throws IOException {
        return RecordedLease.acquire(this, term, clock);
    }
}
