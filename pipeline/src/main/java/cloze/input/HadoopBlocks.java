package cloze.input;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * A file as Hadoop's block codecs write it: blocks of chunks. A block begins with its unpacked length, a chunk with its
 * packed length, both as four bytes with the highest first. Hadoop's own reader takes a file that ends within such a
 * length, and one of another format, for the end of the data.
 */
final class HadoopBlocks extends BulkInputStream {
    /** Hadoop writes an empty block where nothing was written. More in a row are the zeros of a disk that lost the data. */
    private static final int MAX_EMPTY_BLOCKS = 16;

    private final InputStream file;
    private final Chunk chunk;

    /** Unpacked bytes of the block that have not been read from the file. */
    private int left;

    private int emptyBlocks;

    private ByteArrayInputStream unpacked = new ByteArrayInputStream(new byte[0]);

    /** The codec by which the chunks are packed. */
    interface Chunk {
        /** Returns at most {@code maxBytes} bytes. */
        byte[] unpack(byte[] packed, int maxBytes) throws IOException;
    }

    HadoopBlocks(InputStream file, Chunk chunk) {
        this.file = file;
        this.chunk = chunk;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        while (unpacked.available() == 0 && length > 0) {
            if (left > 0) {
                nextChunk();
            } else if (!nextBlock()) {
                return -1;
            }
        }
        return unpacked.readNBytes(bytes, offset, length);
    }

    /** Reads the length of the next block; returns false at the end of the file. */
    private boolean nextBlock() throws IOException {
        byte[] length = file.readNBytes(4);
        if (length.length == 0) {
            return false;
        }
        left = length(length);
        emptyBlocks = left == 0 ? emptyBlocks + 1 : 0;
        if (emptyBlocks > MAX_EMPTY_BLOCKS) {
            throw new IOException("zero bytes in place of blocks");
        }
        return true;
    }

    private void nextChunk() throws IOException {
        int length = length(file.readNBytes(4));
        byte[] packed = file.readNBytes(length);
        if (packed.length < length) {
            throw new EOFException();
        }
        byte[] bytes = chunk.unpack(packed, maxBytes(length));
        if (bytes.length == 0) {
            throw new IOException("an empty chunk within a block");
        }
        left -= bytes.length;
        unpacked = new ByteArrayInputStream(bytes);
    }

    /** Neither format packs more than 255 bytes into one. A damaged length must not reserve gigabytes. */
    private int maxBytes(int packed) {
        return (int) Math.min(left, 255L * packed + 255);
    }

    private static int length(byte[] bytes) throws IOException {
        if (bytes.length < 4) {
            throw new EOFException();
        }
        int length = Bytes.bigEndian(bytes, 0);
        if (length < 0) {
            throw new IOException("a length below 0");
        }
        return length;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
