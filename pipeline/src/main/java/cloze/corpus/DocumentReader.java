package cloze.corpus;

import java.io.IOException;
import java.util.Optional;

/** Reads the documents of some bytes one at a time. Not thread-safe. */
interface DocumentReader {
    /**
     * The next document or rejected row, or empty after the last. Not called again after that.
     *
     * @throws InvalidTextException when the next row cannot be read; the one behind it is read by the next call
     */
    Optional<ReadResult> advance() throws IOException, InvalidTextException;
}
