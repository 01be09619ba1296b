package cloze.shard;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Writes one shard file, record by record. The file is complete once {@link #finish} has returned. Not thread-safe. */
final class ShardFileWriter implements Closeable {
    private static final int FIRST_CAPACITY = 1024;

    private final FSDataOutputStream out;
    private long[] offsets = new long[FIRST_CAPACITY];
    private int records;
    private long position = ShardLayout.HEADER_BYTES;

    ShardFileWriter(FileSystem system, Path path) throws IOException {
        out = system.create(path, true);
        out.writeInt(ShardLayout.MAGIC);
        out.writeInt(ShardLayout.VERSION);
    }

    void append(byte[] payload) throws IOException {
        if (records == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * records);
        }
        offsets[records] = position;
        out.writeInt(payload.length);
        out.writeInt(ShardLayout.recordChecksum(records, ByteBuffer.wrap(payload)));
        out.write(payload);
        position += ShardLayout.RECORD_HEADER_BYTES + payload.length;
        records++;
    }

    /** Writes the offsets and closes the file. Returns the number of records. */
    long finish() throws IOException {
        for (int i = 0; i < records; i++) {
            out.writeLong(offsets[i]);
        }
        out.writeLong(position);
        out.writeLong(records);
        out.writeLong(position);
        out.writeInt(ShardLayout.trailerChecksum(records, position));
        out.writeInt(ShardLayout.MAGIC);
        out.close();
        return records;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
