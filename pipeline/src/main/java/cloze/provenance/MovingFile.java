package cloze.provenance;

import java.io.IOException;
import org.apache.hadoop.fs.ChecksumException;

/**
 * Reads a file in a folder that another run may replace at any moment. A local file and its checksum are opened one
 * after the other; a folder that is replaced in between looks damaged, but only for that moment.
 */
final class MovingFile {
    /** Reads whose checksum does not match before the file counts as damaged. */
    private static final int ATTEMPTS = 5;

    private MovingFile() {}

    /**
     * One attempt to read the file.
     *
     * @param <T> what the file holds
     */
    @FunctionalInterface
    interface Read<T> {
        T once() throws IOException;
    }

    /**
     * Returns what {@code read} reads.
     *
     * @throws ChecksumException if the checksum matches in no attempt
     */
    static <T> T read(Read<T> read) throws IOException {
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            try {
                return read.once();
            } catch (ChecksumException e) {
                // Try again: the folder may have been replaced between file and checksum.
            }
        }
        return read.once();
    }
}
