package cloze.input;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/**
 * The rows of one file range, one at a time. Not thread-safe.
 *
 * @param <T> type of a row
 */
public interface RangeRows<T> extends Closeable {
    /** Returns the next row, or empty after the last one. Must not be called again after that. */
    Optional<T> advance() throws IOException;
}
