package cloze.train.averaging.slice;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;

/** The disk of this machine, which fills up in the middle of a file whenever a test says so. */
public final class FailingFiles extends RawLocalFileSystem {
    private static final String SCHEME = "failing";
    private static final AtomicInteger FAILURES = new AtomicInteger();

    static Configuration install(Configuration hadoop) {
        hadoop.set("fs." + SCHEME + ".impl", FailingFiles.class.getName());
        return hadoop;
    }

    static org.apache.hadoop.fs.Path path(Path folder) {
        return new org.apache.hadoop.fs.Path(SCHEME + ":" + folder);
    }

    /** The next {@code count} files cannot be written. */
    static void failNext(int count) {
        FAILURES.set(count);
    }

    /** Returns how many files are still to fail. */
    static int left() {
        return FAILURES.get();
    }

    @Override
    public URI getUri() {
        return URI.create(SCHEME + ":///");
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FSDataOutputStream create(
            org.apache.hadoop.fs.Path file,
            boolean overwrite,
            int buffer,
            short replication,
            long block,
            Progressable progress)
            throws IOException {
        FSDataOutputStream out = super.create(file, overwrite, buffer, replication, block, progress);
        return FAILURES.getAndUpdate(left -> Math.max(0, left - 1)) == 0
                ? out
                : new FSDataOutputStream(new Full(out), null);
    }

    private static final class Full extends FilterOutputStream {
        Full(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length / 2);
            throw new IOException("No space left on device");
        }
    }
}
