package cloze.input;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a file on their way to a decoder. Counts them, and marks what the file system throws, so that it is not
 * taken for damage.
 */
final class SourceBytes extends FilterInputStream {
    private long count;

    /** An exception of the file system. */
    static final class ReadException extends IOException {
        private static final long serialVersionUID = 1L;

        ReadException(IOException cause) {
            super(cause);
        }
    }

    SourceBytes(InputStream file) {
        super(file);
    }

    /** Returns the number of bytes read so far. */
    long count() {
        return count;
    }

    @Override
    public int read() throws IOException {
        try {
            int read = in.read();
            count += read < 0 ? 0 : 1;
            return read;
        } catch (IOException e) {
            throw new ReadException(e);
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            int read = in.read(bytes, offset, length);
            count += Math.max(0, read);
            return read;
        } catch (IOException e) {
            throw new ReadException(e);
        }
    }

    @Override
    public long skip(long length) throws IOException {
        // Every byte is read, and so counted.
        return Math.max(0, read(new byte[(int) Math.min(length, 1 << 13)]));
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
