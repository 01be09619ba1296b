package cloze.input;

import cloze.error.InvalidInputException;
import java.util.Arrays;

/** Collects the bytes of one document or line; reused for the next. */
public final class ByteBuilder {
    /** A Spark row must stay below 2 GiB, and holds its text twice while the text is copied into it. */
    static final int MAX_BYTES = 1 << 30;

    private static final int INITIAL_BYTES = 1 << 13;

    private final String file;
    private byte[] bytes = new byte[INITIAL_BYTES];
    private int length;

    /**
     * @param file where the content comes from, named in the message if there is too much of it
     */
    public ByteBuilder(String file) {
        this.file = file;
    }

    /**
     * Appends {@code source[from, to)}.
     *
     * @throws InvalidInputException if the content grows beyond a GiB
     */
    public void append(byte[] source, int from, int to) {
        if (to - from > MAX_BYTES - length) {
            throw new InvalidInputException(
                    "File %s: a document or line is larger than %d MiB. Check corpus.document-split, or split the file."
                            .formatted(file, MAX_BYTES >> 20));
        }
        int needed = length + to - from;
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(MAX_BYTES, Math.max(needed, 2L * bytes.length)));
        }
        System.arraycopy(source, from, bytes, length, to - from);
        length = needed;
    }

    /** Returns the internal array. Only the bytes before {@link #length} are valid, until the next change. */
    public byte[] bytes() {
        return bytes;
    }

    /** Returns the number of valid bytes. */
    public int length() {
        return length;
    }

    /** Makes room for the next document or line. */
    public void clear() {
        length = 0;
    }
}
