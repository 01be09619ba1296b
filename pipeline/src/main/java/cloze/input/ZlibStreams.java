package cloze.input;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The zlib streams of a file in sequence. The JDK's own stream ends behind the first one. */
final class ZlibStreams extends BulkInputStream {
    private final InputStream file;
    private final Inflater inflater = new Inflater();
    private final byte[] packed = new byte[1 << 16];
    private int limit;
    private boolean ended;

    ZlibStreams(InputStream file) {
        this.file = file;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            while (!ended) {
                int inflated = inflater.inflate(bytes, offset, length);
                if (inflated > 0 || length == 0) {
                    return inflated;
                }
                if (inflater.needsDictionary()) {
                    throw new IOException("it needs a dictionary");
                }
                if (inflater.finished()) {
                    ended = !nextStream();
                } else if (inflater.needsInput() && !fill()) {
                    throw new EOFException();
                }
            }
            return -1;
        } catch (DataFormatException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private boolean nextStream() throws IOException {
        int left = inflater.getRemaining();
        inflater.reset();
        inflater.setInput(packed, limit - left, left);
        return left > 0 || fill();
    }

    private boolean fill() throws IOException {
        limit = Math.max(0, file.read(packed, 0, packed.length));
        inflater.setInput(packed, 0, limit);
        return limit > 0;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        file.close();
    }
}
