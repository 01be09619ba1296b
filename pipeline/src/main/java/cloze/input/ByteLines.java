package cloze.input;

import java.io.IOException;
import java.io.InputStream;

/**
 * The lines of a byte stream, each with its offset. {@code \n}, {@code \r\n} and {@code \r} end a line, also when
 * mixed, or {@code \n} alone.
 */
public final class ByteLines {
    private static final int CHUNK_BYTES = 1 << 16;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    /** Characters at which a line ends; only they are left out of its content. */
    public enum Ends {
        /** {@code \n}, {@code \r\n} or {@code \r}. */
        ANY,
        /** {@code \n} alone; {@code \r} is content. */
        LINE_FEED
    }

    private final InputStream input;

    /** What ends a line beside {@code \n}; {@code \n} again if nothing does. */
    private final byte otherEnd;

    private final byte[] chunk = new byte[CHUNK_BYTES];
    private int position;
    private int limit;
    private long offset;
    private long nextLineStart;
    private long lineStart;
    private long contentStart;
    private int contentLength;

    /**
     * Reads from the current position of {@code input}, which is {@code offset} bytes into the stream. Skips a
     * byte-order mark at offset 0.
     */
    public ByteLines(InputStream input, long offset, Ends ends) throws IOException {
        this.input = input;
        this.otherEnd = (byte) (ends == Ends.ANY ? '\r' : '\n');
        this.offset = offset;
        this.nextLineStart = offset;
        if (offset == 0) {
            skipByteOrderMark();
        }
    }

    private void skipByteOrderMark() throws IOException {
        limit = input.readNBytes(chunk, 0, BYTE_ORDER_MARK.length);
        boolean marked = limit == BYTE_ORDER_MARK.length;
        for (int i = 0; i < limit; i++) {
            marked &= chunk[i] == BYTE_ORDER_MARK[i];
        }
        if (marked) {
            position = limit;
            offset = limit;
        }
    }

    /** Appends the next line, including its line end, to {@code line}; returns false at the end of the stream. */
    public boolean read(ByteBuilder line) throws IOException {
        lineStart = nextLineStart;
        contentStart = offset;
        contentLength = 0;
        while (hasByte()) {
            int end = lineEnd();
            append(line, end);
            if (hasByteInChunk()) {
                appendLineEnd(line);
                break;
            }
        }
        nextLineStart = offset;
        return offset > contentStart;
    }

    private boolean hasByteInChunk() {
        return position < limit;
    }

    private boolean hasByte() throws IOException {
        if (position == limit) {
            position = 0;
            limit = Math.max(0, input.read(chunk, 0, chunk.length));
        }
        return position < limit;
    }

    /** Returns the index in the chunk of the next line end, or the chunk's limit. */
    private int lineEnd() {
        int i = position;
        while (i < limit && chunk[i] != '\n' && chunk[i] != otherEnd) {
            i++;
        }
        return i;
    }

    private void append(ByteBuilder line, int end) {
        line.append(chunk, position, end);
        contentLength += end - position;
        offset += end - position;
        position = end;
    }

    private void appendLineEnd(ByteBuilder line) throws IOException {
        int before = contentLength;
        boolean carriageReturn = chunk[position] == '\r';
        append(line, position + 1);
        if (carriageReturn && hasByte() && chunk[position] == '\n') {
            append(line, position + 1);
        }
        contentLength = before;
    }

    /** Returns the offset in the stream of the line last read. A byte-order mark belongs to the first line. */
    public long lineStart() {
        return lineStart;
    }

    /** Returns the offset in the stream of the first byte of the line last read, after a byte-order mark. */
    public long contentStart() {
        return contentStart;
    }

    /** Returns the bytes of the line last read, without its line end. */
    public int contentLength() {
        return contentLength;
    }

    /** Returns the offset in the stream of the next line to be read. */
    public long nextLineStart() {
        return nextLineStart;
    }
}
