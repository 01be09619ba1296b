package cloze.shard;

import cloze.error.CorruptArtifactException;
import cloze.table.FileNames;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Reads examples of a shard set by their position in the order of the epoch, at a cost independent of the position.
 * Intended for executors: keeps only the requested examples in memory, and a few files open. Not thread-safe.
 */
public final class ShardReader implements Closeable {
    /** Maximum number of open files. Several are open because minibatches of different length bins alternate. */
    private static final int MOST_OPEN = 8;

    private final ShardSet set;
    private final EpochOrder order;
    private final Configuration hadoop;

    /** Open readers by file, the least recently used first. */
    private final LinkedHashMap<Integer, ShardFileReader> open = new LinkedHashMap<>(MOST_OPEN, 0.75f, true);

    public ShardReader(ShardSet set, Configuration hadoop) {
        FileNames.requireComplete();
        this.set = set;
        this.order = EpochOrder.of(set);
        this.hadoop = hadoop;
    }

    /**
     * Reads the examples {@code from} (inclusive) to {@code to} (exclusive), in order.
     *
     * @throws CorruptArtifactException if a shard file is missing or damaged
     */
    public List<MaskedExample> read(long from, long to) {
        if (from < 0 || to < from || to > set.examples()) {
            throw new IllegalArgumentException("Examples %d to %d of %d".formatted(from, to, set.examples()));
        }
        List<MaskedExample> examples = new ArrayList<>(Math.toIntExact(to - from));
        long place = from;
        while (place < to) {
            EpochOrder.Run run = order.from(place);
            long length = Math.min(run.length(), to - place);
            readStored(run.stored(), run.stored() + length, examples);
            place += length;
        }
        return examples;
    }

    /**
     * Adds the examples {@code from} (inclusive) to {@code to} (exclusive), counted through the files, to
     * {@code examples}.
     */
    private void readStored(long from, long to, List<MaskedExample> examples) {
        long start = 0;
        for (int file = 0; file < set.files().size() && start < to; file++) {
            long end = start + set.files().get(file).examples();
            if (end > from) {
                examples.addAll(read(file, Math.max(from, start) - start, Math.min(to, end) - start));
            }
            start = end;
        }
    }

    /**
     * Reads the examples {@code from} (inclusive) to {@code to} (exclusive) as one minibatch with {@code key}.
     *
     * @throws CorruptArtifactException if a shard file is missing or damaged
     */
    public Minibatch minibatch(long from, long to, long key) {
        return Minibatch.of(read(from, to), key);
    }

    private List<MaskedExample> read(int file, long from, long to) {
        try {
            return opened(file).read(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading shard file " + path(file), e);
        }
    }

    private ShardFileReader opened(int file) throws IOException {
        if (open.containsKey(file)) {
            return open.get(file);
        }
        if (open.size() == MOST_OPEN) {
            Iterator<ShardFileReader> readers = open.values().iterator();
            readers.next().close();
            readers.remove();
        }
        var reader = ShardFileReader.open(path(file), set.files().get(file).examples(), hadoop);
        open.put(file, reader);
        return reader;
    }

    private Path path(int file) {
        return new Path(set.folder(), set.files().get(file).name());
    }

    @Override
    public void close() {
        try {
            for (ShardFileReader reader : open.values()) {
                reader.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Closing a shard file of " + set.folder(), e);
        } finally {
            open.clear();
        }
    }
}
