package cloze.input;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * The members of a gzip file in sequence. Zero bytes behind the last one are padding, as for {@code gzip -t}; other
 * bytes are damage.
 */
final class GzipMembers extends BulkInputStream {
    private static final int BUFFER_BYTES = 1 << 16;

    private final BufferedInputStream file;
    private InputStream member;

    GzipMembers(InputStream file) throws IOException {
        this.file = new BufferedInputStream(file, BUFFER_BYTES);
        this.member = new GzipCompressorInputStream(this.file);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = member.read(bytes, offset, length);
        while (read < 0 && nextMember()) {
            read = member.read(bytes, offset, length);
        }
        return read;
    }

    private boolean nextMember() throws IOException {
        file.mark(1);
        int first = file.read();
        if (first > 0) {
            file.reset();
            member = new GzipCompressorInputStream(file);
            return true;
        }
        while (first == 0) {
            first = file.read();
        }
        if (first > 0) {
            throw new IOException("bytes that are not gzip follow the zero bytes behind its last member");
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        member.close();
        file.close();
    }
}
