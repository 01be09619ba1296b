package cloze.input;

import cloze.error.InvalidInputException;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.hadoop.security.AccessControlException;

/** The rows of several ranges, with one file open at a time. Close it unless it is read to the end. Not thread-safe. */
public final class PortionRows<T> implements Iterator<T>, Closeable {
    private final Iterator<FileRange> ranges;
    private final PortionReads.Opener<T> opener;
    private final Unpacking unpacking;
    private Optional<RangeRows<T>> open = Optional.empty();
    private String path = "";
    private Optional<T> ahead = Optional.empty();

    /** Opens nothing before the first row is asked for. */
    public PortionRows(List<FileRange> ranges, PortionReads.Opener<T> opener, Unpacking unpacking) {
        this.ranges = ranges.iterator();
        this.opener = opener;
        this.unpacking = unpacking;
    }

    @Override
    public boolean hasNext() {
        try {
            while (ahead.isEmpty() && (open.isPresent() || ranges.hasNext())) {
                if (open.isEmpty()) {
                    FileRange range = ranges.next();
                    path = range.path();
                    open = Optional.of(opener.open(range, unpacking));
                }
                ahead = open.get().advance();
                if (ahead.isEmpty()) {
                    close();
                }
            }
        } catch (FileNotFoundException | AccessControlException e) {
            throw new InvalidInputException(
                    "File %s cannot be opened: %s. It must exist and be readable on every machine of the cluster."
                            .formatted(path, e.getMessage()),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ahead.isPresent();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        T row = ahead.orElseThrow();
        ahead = Optional.empty();
        return row;
    }

    @Override
    public void close() throws IOException {
        if (open.isPresent()) {
            RangeRows<T> rows = open.get();
            open = Optional.empty();
            rows.close();
        }
    }
}
