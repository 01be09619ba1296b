package cloze.release.registry;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * One process's client of an object store in memory: files appear when their stream is closed, listings show them from
 * then on, folders are names only, and nothing can be renamed. Before every request {@link Requests} is asked, so that a
 * test can end or stop the process there.
 */
final class ObjectStore extends FileSystem {
    static final Path BUCKET = new Path("objects://bucket/");

    /** What happens at a request. */
    interface Requests {
        void at(String what) throws IOException;
    }

    private final ConcurrentNavigableMap<String, byte[]> objects;
    private final Requests requests;

    private ObjectStore(ConcurrentNavigableMap<String, byte[]> objects, Requests requests) {
        this.objects = objects;
        this.requests = requests;
        setConf(new Configuration(false));
    }

    static ObjectStore empty() {
        return new ObjectStore(new ConcurrentSkipListMap<>(), what -> {});
    }

    /** Returns a client of the same store. */
    ObjectStore client(Requests asked) {
        return new ObjectStore(objects, asked);
    }

    /** Returns all files of the store, by name. */
    Map<String, String> contents() {
        var contents = new TreeMap<String, String>();
        objects.forEach((name, content) -> contents.put(name, new String(content, StandardCharsets.UTF_8)));
        return contents;
    }

    private static String key(Path path) {
        return path.toUri().getPath();
    }

    private interface Request<T> {
        T make() throws IOException;
    }

    private <T> T asked(String what, Request<T> request) throws IOException {
        requests.at(what);
        return request.make();
    }

    @Override
    public FSDataInputStream open(Path path, int bufferSize) throws IOException {
        byte[] content = asked("read " + path, () -> objects.get(key(path)));
        if (content == null) {
            throw new FileNotFoundException(path.toString());
        }
        return new FSDataInputStream(new Content(content));
    }

    @Override
    public FSDataOutputStream create(
            Path path, FsPermission permission, boolean overwrite, int size, short replicas, long block, Progressable p)
            throws IOException {
        return new FSDataOutputStream(
                new ByteArrayOutputStream() {
                    @Override
                    public void close() throws IOException {
                        asked("write " + path, () -> objects.put(key(path), toByteArray()));
                    }
                },
                null);
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        return asked("find " + path, () -> status(path));
    }

    private FileStatus status(Path path) throws FileNotFoundException {
        byte[] content = objects.get(key(path));
        if (content != null) {
            return new FileStatus(content.length, false, 1, 1, 0, makeQualified(path));
        }
        String below = objects.ceilingKey(key(path) + "/");
        if (below != null && below.startsWith(key(path) + "/")) {
            return new FileStatus(0, true, 1, 1, 0, makeQualified(path));
        }
        throw new FileNotFoundException(path.toString());
    }

    @Override
    public FileStatus[] listStatus(Path folder) throws IOException {
        return asked("list " + folder, () -> {
            if (!status(folder).isDirectory()) {
                return new FileStatus[] {status(folder)};
            }
            var children = new TreeMap<String, FileStatus>();
            String prefix = key(folder) + "/";
            for (Map.Entry<String, byte[]> entry : objects.tailMap(prefix).entrySet()) {
                if (!entry.getKey().startsWith(prefix)) {
                    break;
                }
                String rest = entry.getKey().substring(prefix.length());
                boolean isFolder = rest.contains("/");
                String name = isFolder ? rest.substring(0, rest.indexOf('/')) : rest;
                children.put(
                        name,
                        new FileStatus(
                                isFolder ? 0 : entry.getValue().length, isFolder, 1, 1, 0, new Path(folder, name)));
            }
            return children.values().toArray(FileStatus[]::new);
        });
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        boolean isThere = asked("delete " + path, () -> objects.remove(key(path)) != null);
        if (recursive) {
            for (String name : objects.tailMap(key(path) + "/").keySet()) {
                if (!name.startsWith(key(path) + "/")) {
                    break;
                }
                asked("delete " + name, () -> objects.remove(name));
            }
        }
        return isThere;
    }

    @Override
    public FSDataOutputStream append(Path path, int bufferSize, Progressable progress) {
        throw new UnsupportedOperationException("append");
    }

    @Override
    public boolean rename(Path source, Path target) {
        throw new UnsupportedOperationException("rename");
    }

    @Override
    public boolean mkdirs(Path folder, FsPermission permission) {
        return true;
    }

    @Override
    public URI getUri() {
        return BUCKET.toUri();
    }

    @Override
    public void setWorkingDirectory(Path folder) {
        throw new UnsupportedOperationException("setWorkingDirectory");
    }

    @Override
    public Path getWorkingDirectory() {
        return BUCKET;
    }

    private static final class Content extends FSInputStream {
        private final byte[] bytes;
        private ByteArrayInputStream in;
        private long position;

        Content(byte[] bytes) {
            this.bytes = bytes;
            this.in = new ByteArrayInputStream(bytes);
        }

        @Override
        public int read() {
            position++;
            return in.read();
        }

        @Override
        public int read(byte[] target, int start, int length) {
            int read = in.read(target, start, length);
            position += Math.max(0, read);
            return read;
        }

        @Override
        public void seek(long target) {
            in = new ByteArrayInputStream(bytes, (int) target, bytes.length - (int) target);
            position = target;
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public boolean seekToNewSource(long target) {
            return false;
        }
    }
}
