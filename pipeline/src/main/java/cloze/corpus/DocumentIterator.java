package cloze.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The texts of some bytes, read one at a time. Not thread-safe. */
abstract class DocumentIterator implements Iterator<String> {
    private Optional<String> ahead = Optional.empty();
    private boolean finished;

    /** The next text, or empty after the last. Not called again after that. */
    abstract Optional<String> advance() throws IOException;

    @Override
    public final boolean hasNext() {
        if (ahead.isEmpty() && !finished) {
            try {
                ahead = advance();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            finished = ahead.isEmpty();
        }
        return ahead.isPresent();
    }

    @Override
    public final String next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        String text = ahead.orElseThrow();
        ahead = Optional.empty();
        return text;
    }
}
