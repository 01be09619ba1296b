package cloze.corpus.read;

import java.io.IOException;
import java.util.Optional;

/** Reads the documents of a byte range one at a time. Not thread-safe. */
interface DocumentReader {
    /**
     * Returns the next document or rejected row, or empty after the last one. Must not be called again after that.
     *
     * @throws InvalidTextException if the next row cannot be read; the next call reads the row after it
     */
    Optional<ReadResult> advance() throws IOException, InvalidTextException;
}
