package cloze.tensor;

import cloze.error.CorruptArtifactException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Reads a safetensors file in two steps: opening reads the header, so that names and shapes can be checked first;
 * {@link #read} reads the data in one pass that holds one tensor at a time.
 */
public final class SafetensorsReader implements AutoCloseable {
    /** The limit of the format's own reader. A longer header means that the length is damaged. */
    private static final long LONGEST_HEADER = 100_000_000;

    private static final int BUFFER = 1 << 16;

    private final DataInputStream in;
    private final String origin;
    private final List<TensorEntry> entries;

    private SafetensorsReader(DataInputStream in, String origin, List<TensorEntry> entries) {
        this.in = in;
        this.origin = origin;
        this.entries = entries;
    }

    /**
     * Opens {@code path} and reads its header.
     *
     * @throws CorruptArtifactException if it is not a safetensors file or is truncated
     */
    public static SafetensorsReader open(FileSystem files, Path path) throws IOException {
        long bytes = files.getFileStatus(path).getLen();
        InputStream stored = files.open(path);
        try {
            return of(new BufferedInputStream(stored, BUFFER), bytes, path.toString());
        } catch (IOException | RuntimeException e) {
            stored.close();
            throw e;
        }
    }

    /**
     * Reads the header of {@code stored}, which is closed with the reader.
     *
     * @param bytes length of the file; announced sizes are checked against it before memory is allocated
     * @param origin name of the file, for messages
     * @throws CorruptArtifactException if it is not a safetensors file or is truncated
     */
    static SafetensorsReader of(InputStream stored, long bytes, String origin) throws IOException {
        if (bytes < Long.BYTES) {
            throw new CorruptArtifactException(
                    "%s: expected 8 bytes that say how long the header is, found the end of the file after %d"
                            .formatted(origin, bytes));
        }
        var in = new DataInputStream(stored);
        try {
            long length = Long.reverseBytes(in.readLong());
            long longest = Math.min(LONGEST_HEADER, bytes - Long.BYTES);
            if (length < 2 || length > longest) {
                throw new CorruptArtifactException("%s: expected a header of 2 to %d bytes, found %s bytes%s"
                        .formatted(
                                origin,
                                longest,
                                Long.toUnsignedString(length),
                                length > longest && length <= LONGEST_HEADER ? ": the file is truncated" : ""));
            }
            byte[] header = new byte[(int) length];
            in.readFully(header);
            return new SafetensorsReader(
                    in, origin, SafetensorsHeader.entries(header, bytes - Long.BYTES - length, origin));
        } catch (EOFException e) {
            throw cutShort(origin, e);
        }
    }

    /** Returns the tensors' entries in the order of their data. */
    public List<TensorEntry> entries() {
        return entries;
    }

    /**
     * Passes the {@code wanted} tensors to {@code taker}, one by one in the order of the data. May be called only once.
     *
     * @throws CorruptArtifactException if the file has become shorter, or a wanted tensor does not contain floats
     */
    public void read(Predicate<TensorEntry> wanted, Consumer<Tensor> taker) throws IOException {
        var elements = new ElementReader();
        try {
            for (TensorEntry entry : entries) {
                if (wanted.test(entry)) {
                    float[] values = elements.read(in, entry.type(), length(entry));
                    taker.accept(new Tensor(entry.name(), entry.shape(), values));
                } else {
                    in.skipNBytes(entry.end() - entry.begin());
                }
            }
        } catch (EOFException e) {
            throw cutShort(origin, e);
        }
    }

    private int length(TensorEntry entry) {
        if (!entry.type().isFloat()) {
            throw new CorruptArtifactException("%s: expected %s to be F64, F32, F16 or BF16, found %s"
                    .formatted(origin, entry.name(), entry.type()));
        }
        if (entry.length() > Integer.MAX_VALUE - 8) {
            throw new CorruptArtifactException("%s: expected %s to have fewer than 2^31 elements, found %d"
                    .formatted(origin, entry.name(), entry.length()));
        }
        return (int) entry.length();
    }

    private static CorruptArtifactException cutShort(String origin, EOFException cause) {
        return new CorruptArtifactException(
                "%s: expected the data its header announces, found the end of the file: it is truncated"
                        .formatted(origin),
                cause);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
