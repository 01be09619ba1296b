package cloze.input;

import java.io.Serializable;

/**
 * The bytes {@code [start, end)} of a file. What begins in them (a line, a document) belongs to the range, wherever it
 * ends.
 *
 * @param path fully qualified path of the file
 * @param start 0 or any offset within the file
 * @param end offset after the last byte; {@link Long#MAX_VALUE} to read to the end of a file of unknown unpacked length
 * @param weight of the input that the file belongs to
 */
public record FileRange(String path, long start, long end, double weight) implements Serializable {
    /** The whole of a file, however long it is when unpacked. */
    public static FileRange whole(String path, double weight) {
        return new FileRange(path, 0, Long.MAX_VALUE, weight);
    }
}
