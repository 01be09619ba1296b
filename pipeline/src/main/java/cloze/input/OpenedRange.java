package cloze.input;

import cloze.table.PathFiles;
import cloze.table.StoredPath;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;

/**
 * A file range opened for reading: what the file holds, and its unpacked bytes.
 *
 * <p>The driver cuts a file into ranges by its name and its length alone. The task that opens a range looks at the first
 * bytes of the file. If they are compressed, whatever the name says, the range at offset 0 reads the whole file, and
 * the other ranges read nothing: {@link #isElsewhere}.
 */
public final class OpenedRange implements Closeable {
    /** A longer mark does not occur by chance in compressed data that has no mark of its own. */
    private static final int SURE_MARK_BYTES = 4;

    private final FileRange range;
    private final ContentKind kind;
    private final Optional<Packing.Named> packing;
    private final InputStream bytes;

    private OpenedRange(FileRange range, ContentKind kind, Optional<Packing.Named> packing, InputStream bytes) {
        this.range = range;
        this.kind = kind;
        this.packing = packing;
        this.bytes = bytes;
    }

    /**
     * Opens a range. Reads the beginning of the file, and of what it unpacks to.
     *
     * @throws cloze.error.InvalidInputException if a compressed file is damaged at its beginning
     */
    public static OpenedRange open(FileRange range, Unpacking unpacking) throws IOException {
        Path path = StoredPath.of(range.path());
        FSDataInputStream file = PathFiles.open(path.getFileSystem(unpacking.hadoop()), path);
        try {
            byte[] head = file.readNBytes(ContentKind.HEAD_BYTES);
            Optional<Packing.Named> packing = packing(path.getName(), head, unpacking);
            if (packing.isEmpty()) {
                ContentKind kind = ContentKind.of(path.getName(), head);
                return new OpenedRange(range, kind, packing, plain(range, head, file));
            }
            String name = packing.get().unpackedName();
            FileRange whole = FileRange.whole(range.path(), range.weight());
            if (range.start() > 0) {
                file.close();
                return new OpenedRange(range, ContentKind.TEXT, packing, InputStream.nullInputStream());
            }
            InputStream unpacked = unpacking.unpack(packing.get().packing(), range.path(), head, whole(head, file));
            byte[] first = head(unpacked);
            ContentKind kind = Packing.of(first).isPresent() ? ContentKind.PACKED_TWICE : ContentKind.of(name, first);
            return new OpenedRange(whole, kind, packing, whole(first, unpacked));
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static Optional<Packing.Named> packing(String name, byte[] head, Unpacking unpacking) {
        Optional<Packing.Named> named = unpacking.named(name);
        Optional<Packing> found = Packing.of(head);
        if (found.isPresent()) {
            String unpackedName = named.map(Packing.Named::unpackedName).orElse(name);
            return Optional.of(new Packing.Named(found.get(), unpackedName));
        }
        boolean otherFormat =
                head.length == 0 || ContentKind.marked(head, SURE_MARK_BYTES).isPresent();
        return otherFormat ? Optional.empty() : named;
    }

    /** Reads the head. A decoder that fails has memory outside the heap, which only closing it frees. */
    private static byte[] head(InputStream unpacked) throws IOException {
        try {
            return unpacked.readNBytes(ContentKind.HEAD_BYTES);
        } catch (IOException | RuntimeException e) {
            unpacked.close();
            throw e;
        }
    }

    private static InputStream whole(byte[] head, InputStream rest) {
        return new SequenceInputStream(new ByteArrayInputStream(head), rest);
    }

    private static InputStream plain(FileRange range, byte[] head, FSDataInputStream file) throws IOException {
        if (range.start() == 0) {
            return whole(head, file);
        }
        // Start one byte early: a line that begins at the start itself follows the line end right before it.
        file.seek(range.start() - 1);
        return file;
    }

    /** Returns the range to be read: the whole file if it is compressed, or else the range that was to be opened. */
    public FileRange range() {
        return range;
    }

    /** Returns what the file, once unpacked, looks like. */
    public ContentKind kind() {
        return kind;
    }

    /** Returns whether the file is compressed, by its content or by its name. */
    public boolean isPacked() {
        return packing.isPresent();
    }

    /** Returns whether another range reads the file, because it cannot be read from the middle. */
    public boolean isElsewhere() {
        return isPacked() && range.start() > 0;
    }

    /** Returns the name of the file without its compression suffix. */
    public String name() {
        return packing.map(Packing.Named::unpackedName)
                .orElseGet(() -> StoredPath.of(range.path()).getName());
    }

    /** Returns what offsets refer to, for messages. */
    public String unit() {
        return isPacked() ? "the unpacked file" : "the file";
    }

    /** Returns the lines of the range, positioned at the first one that begins in it. Can be called once. */
    public ByteLines lines(ByteLines.Ends ends) throws IOException {
        if (range.start() == 0) {
            return new ByteLines(bytes, 0, ends);
        }
        var lines = new ByteLines(bytes, range.start() - 1, ends);
        lines.read(new ByteBuilder(range.path()));
        return lines;
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
