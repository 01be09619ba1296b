package cloze.jobs;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * Hadoop's S3 client of one process, which a test can end or stop before every call. A file is written when its stream
 * is closed, so that is where the process ends or stops.
 */
public final class SteppedS3 extends FilterFileSystem {
    private static final String PROCESS = "cloze.test.process";
    private static final Map<String, Steps> PROCESSES = new ConcurrentHashMap<>();

    /** What happens before a call. */
    interface Steps {
        void before(String call) throws IOException;
    }

    private Steps steps = call -> {};

    /** Hadoop makes it by name. */
    public SteppedS3() {
        super(client());
    }

    private static FileSystem client() {
        try {
            return Class.forName("org.apache.hadoop.fs.s3a.S3AFileSystem")
                    .asSubclass(FileSystem.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Expected hadoop-aws on the class path", e);
        }
    }

    /** Returns the configuration of a process with {@code steps}. */
    static Configuration process(Configuration hadoop, String name, Steps steps) {
        PROCESSES.put(name, steps);
        var own = new Configuration(hadoop);
        own.set(PROCESS, name);
        own.setClass("fs.s3a.impl", SteppedS3.class, FileSystem.class);
        own.setBoolean("fs.s3a.impl.disable.cache", true);
        return own;
    }

    @Override
    public void initialize(URI name, Configuration hadoop) throws IOException {
        super.initialize(name, hadoop);
        steps = call -> PROCESSES.get(hadoop.get(PROCESS)).before(call);
    }

    @Override
    public FSDataInputStream open(Path path, int bufferSize) throws IOException {
        steps.before("open " + path);
        return super.open(path, bufferSize);
    }

    @Override
    public FSDataOutputStreamBuilder<?, ?> createFile(Path path) {
        return createDataOutputStreamBuilder(this, path).create();
    }

    @Override
    public FSDataOutputStream create(
            Path path, FsPermission permission, boolean overwrite, int size, short replicas, long block, Progressable p)
            throws IOException {
        FSDataOutputStream out = super.create(path, permission, overwrite, size, replicas, block, p);
        return new FSDataOutputStream(new Written(out, path), null);
    }

    /** Is closed after the step. */
    private final class Written extends FilterOutputStream {
        private final Path path;

        Written(OutputStream out, Path path) {
            super(out);
            this.path = path;
        }

        @Override
        public void write(byte[] bytes, int start, int length) throws IOException {
            out.write(bytes, start, length);
        }

        @Override
        public void close() throws IOException {
            steps.before("write " + path);
            out.close();
        }
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        steps.before("find " + path);
        return super.getFileStatus(path);
    }

    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
        steps.before("list " + path);
        return super.listStatus(path);
    }

    @Override
    public RemoteIterator<LocatedFileStatus> listFiles(Path path, boolean recursive) throws IOException {
        steps.before("list all " + path);
        return getRawFileSystem().listFiles(path, recursive);
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        steps.before("delete " + path);
        return super.delete(path, recursive);
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        steps.before("rename " + from);
        return super.rename(from, to);
    }
}
