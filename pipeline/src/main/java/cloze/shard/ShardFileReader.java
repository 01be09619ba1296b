package cloze.shard;

import cloze.error.CorruptArtifactException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Reads ranges of one shard file. Keeps only the requested range in memory. Not thread-safe. */
final class ShardFileReader implements Closeable {
    private final Path path;
    private final FSDataInputStream in;
    private final long offsetsStart;

    private ShardFileReader(Path path, FSDataInputStream in, long offsetsStart) {
        this.path = path;
        this.in = in;
        this.offsetsStart = offsetsStart;
    }

    /**
     * Opens {@code path}, which holds {@code records} examples according to the index of the set.
     *
     * @throws CorruptArtifactException if it is missing, truncated, of another version or holds another number of
     *     examples
     */
    @SuppressWarnings("MustBeClosedChecker") // the stream passes to the reader, or is closed where it fails
    static ShardFileReader open(Path path, long records, Configuration hadoop) throws IOException {
        FileSystem system = path.getFileSystem(hadoop);
        FSDataInputStream in;
        long length;
        try {
            length = system.getFileStatus(path).getLen();
            in = system.open(path);
        } catch (FileNotFoundException e) {
            throw corrupt(path, "the file the index lists", "no file", e);
        }
        try {
            return new ShardFileReader(path, in, checkFrame(path, in, length, records));
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /** Checks header and trailer, and returns the position of the offsets. */
    private static long checkFrame(Path path, FSDataInputStream in, long length, long records) throws IOException {
        int smallest = ShardLayout.HEADER_BYTES + Long.BYTES + ShardLayout.TRAILER_BYTES;
        if (length < smallest) {
            throw corrupt(path, "at least " + smallest + " bytes", length + " bytes", null);
        }
        ByteBuffer header = bytes(path, in, 0, ShardLayout.HEADER_BYTES);
        expect(path, "magic number", ShardLayout.MAGIC, header.getInt());
        expect(path, "format version", ShardLayout.VERSION, header.getInt());
        ByteBuffer trailer = bytes(path, in, length - ShardLayout.TRAILER_BYTES, ShardLayout.TRAILER_BYTES);
        long found = trailer.getLong();
        long offsetsStart = trailer.getLong();
        expect(path, "trailer checksum", ShardLayout.trailerChecksum(found, offsetsStart), trailer.getInt());
        expect(path, "closing magic number", ShardLayout.MAGIC, trailer.getInt());
        expect(path, "number of examples", records, found);
        if (records > length / Long.BYTES) {
            throw corrupt(path, "the offsets of %d examples".formatted(records), length + " bytes", null);
        }
        expect(path, "length in bytes", offsetsStart + (records + 1) * Long.BYTES + ShardLayout.TRAILER_BYTES, length);
        return offsetsStart;
    }

    /** Reads the examples {@code from} (inclusive) to {@code to} (exclusive) of this file. */
    List<MaskedExample> read(long from, long to) throws IOException {
        int count = Math.toIntExact(to - from);
        ByteBuffer offsets = bytes(path, in, offsetsStart + from * Long.BYTES, (count + 1) * Long.BYTES);
        long start = offsets.getLong(0);
        long end = offsets.getLong(count * Long.BYTES);
        if (start < ShardLayout.HEADER_BYTES || end < start || end > offsetsStart || end - start > Integer.MAX_VALUE) {
            throw corrupt(
                    path,
                    "offsets of examples %d to %d within the records".formatted(from, to),
                    start + " to " + end,
                    null);
        }
        ByteBuffer all = bytes(path, in, start, (int) (end - start));
        List<MaskedExample> examples = new ArrayList<>(count);
        for (long number = from; number < to; number++) {
            examples.add(next(all, number));
        }
        return examples;
    }

    private MaskedExample next(ByteBuffer all, long number) {
        if (all.remaining() < ShardLayout.RECORD_HEADER_BYTES) {
            throw corrupt(path, "a record header of example " + number, all.remaining() + " bytes", null);
        }
        int length = all.getInt();
        int checksum = all.getInt();
        if (length < 0 || length > all.remaining()) {
            throw corrupt(path, "example %d of at most %d bytes".formatted(number, all.remaining()), length + "", null);
        }
        ByteBuffer payload = all.slice(all.position(), length);
        all.position(all.position() + length);
        expect(path, "CRC32C of example " + number, checksum, ShardLayout.recordChecksum(number, payload.duplicate()));
        try {
            return ExampleCodec.decode(payload);
        } catch (BufferUnderflowException e) {
            throw corrupt(path, "all of example " + number, "its end within a number", e);
        } catch (IllegalArgumentException e) {
            throw corrupt(path, "the encoding of example " + number, e.getMessage(), e);
        }
    }

    private static ByteBuffer bytes(Path path, FSDataInputStream in, long position, int length) throws IOException {
        byte[] bytes = new byte[length];
        try {
            in.readFully(position, bytes);
        } catch (ChecksumException e) {
            throw corrupt(path, "bytes that match its .crc file", "other bytes", e);
        } catch (EOFException e) {
            throw corrupt(path, "%d bytes at %d".formatted(length, position), "the end of the file", e);
        }
        return ByteBuffer.wrap(bytes);
    }

    private static void expect(Path path, String what, long expected, long found) {
        if (expected != found) {
            throw corrupt(path, "%s %d".formatted(what, expected), Long.toString(found), null);
        }
    }

    private static CorruptArtifactException corrupt(Path path, String expected, String found, Throwable cause) {
        return new CorruptArtifactException(
                "Shard file %s: expected %s, found %s. Delete the folder %s; it is written again from the examples"
                        .formatted(path, expected, found, path.getParent()),
                cause);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
