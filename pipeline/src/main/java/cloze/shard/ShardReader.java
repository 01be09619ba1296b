package cloze.shard;

import cloze.error.CorruptArtifactException;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Reads examples of a shard set by their number in the epoch's order, at a cost that does not depend on the number. For
 * executors: holds the examples asked for and one open file. Not thread-safe.
 */
public final class ShardReader implements Closeable {
    private final ShardSet set;
    private final EpochOrder order;
    private final Configuration hadoop;
    private ShardFileReader open;
    private int openFile = -1;

    public ShardReader(ShardSet set, Configuration hadoop) {
        this.set = set;
        this.order = EpochOrder.of(set);
        this.hadoop = hadoop;
    }

    /**
     * Examples {@code from} (inclusive) to {@code to} (exclusive), in order.
     *
     * @throws CorruptArtifactException when a shard file is missing or damaged
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

    /** Adds the examples {@code from} (inclusive) to {@code to} (exclusive), counted through the files, to {@code examples}. */
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
     * Examples {@code from} (inclusive) to {@code to} (exclusive) as one minibatch named {@code key}.
     *
     * @throws CorruptArtifactException when a shard file is missing or damaged
     */
    public Minibatch minibatch(long from, long to, long key) {
        return Minibatch.of(read(from, to), key);
    }

    private List<MaskedExample> read(int file, long from, long to) {
        ShardFile shard = set.files().get(file);
        Path path = new Path(set.folder(), shard.name());
        try {
            if (file != openFile) {
                close();
                open = ShardFileReader.open(path, shard.examples(), hadoop);
                openFile = file;
            }
            return open.read(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading shard file " + path, e);
        }
    }

    @Override
    public void close() {
        if (openFile < 0) {
            return;
        }
        openFile = -1;
        try {
            open.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Closing a shard file of " + set.folder(), e);
        }
    }
}
