package cloze.fuzz;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
 * A read-only file system of byte arrays, so that the readers of files can be run many thousands of times in a second.
 * There is one per process, because Hadoop caches file systems: {@link #holding} replaces its files.
 */
public final class MemoryFiles extends FileSystem {
    /** The folder of all files. */
    public static final Path FOLDER = new Path("memory:///folder");

    private static final Configuration HADOOP = new Configuration(false);
    private static final Map<Path, byte[]> FILES = new HashMap<>();

    static {
        HADOOP.setClass("fs.memory.impl", MemoryFiles.class, FileSystem.class);
    }

    /** Makes {@code files}, content by name in {@link #FOLDER}, the only files, and returns how Hadoop finds them. */
    public static Configuration holding(Map<String, byte[]> files) {
        FILES.clear();
        files.forEach((name, content) -> FILES.put(new Path(FOLDER, name), content));
        return HADOOP;
    }

    /** Returns the path of the file {@code name}. */
    public static Path at(String name) {
        return new Path(FOLDER, name);
    }

    @Override
    public URI getUri() {
        return URI.create("memory:///");
    }

    @Override
    public String getScheme() {
        return "memory";
    }

    @Override
    public FSDataInputStream open(Path path, int bufferSize) throws FileNotFoundException {
        if (!FILES.containsKey(path)) {
            throw new FileNotFoundException(path.toString());
        }
        return new FSDataInputStream(new Content(FILES.get(path)));
    }

    @Override
    public FileStatus getFileStatus(Path path) throws FileNotFoundException {
        byte[] content = FILES.get(path);
        if (content != null) {
            return new FileStatus(content.length, false, 1, 1, 0, path);
        }
        if (FILES.keySet().stream().anyMatch(file -> file.toString().startsWith(path + "/"))) {
            return new FileStatus(0, true, 1, 1, 0, path);
        }
        throw new FileNotFoundException(path.toString());
    }

    @Override
    public FileStatus[] listStatus(Path folder) throws FileNotFoundException {
        if (!getFileStatus(folder).isDirectory()) {
            return new FileStatus[] {getFileStatus(folder)};
        }
        List<FileStatus> children = new ArrayList<>();
        for (Path file : FILES.keySet()) {
            Path child = file;
            while (child.depth() > folder.depth() + 1) {
                child = child.getParent();
            }
            FileStatus status = getFileStatus(child);
            if (folder.equals(child.getParent()) && !children.contains(status)) {
                children.add(status);
            }
        }
        return children.toArray(FileStatus[]::new);
    }

    @Override
    public FSDataOutputStream create(
            Path path,
            FsPermission permission,
            boolean overwrite,
            int bufferSize,
            short replication,
            long blockSize,
            Progressable progress) {
        throw readOnly();
    }

    @Override
    public FSDataOutputStream append(Path path, int bufferSize, Progressable progress) {
        throw readOnly();
    }

    @Override
    public boolean rename(Path source, Path target) {
        throw readOnly();
    }

    @Override
    public boolean delete(Path path, boolean recursive) {
        throw readOnly();
    }

    @Override
    public boolean mkdirs(Path folder, FsPermission permission) {
        throw readOnly();
    }

    private static UnsupportedOperationException readOnly() {
        return new UnsupportedOperationException("The files in memory cannot be changed");
    }

    @Override
    public void setWorkingDirectory(Path folder) {
        throw readOnly();
    }

    @Override
    public Path getWorkingDirectory() {
        return FOLDER;
    }

    private static final class Content extends FSInputStream {
        private final byte[] bytes;
        private int position;

        Content(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return position < bytes.length ? bytes[position++] & 0xff : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (length == 0) {
                return 0;
            }
            int count = Math.min(length, bytes.length - position);
            if (count <= 0) {
                return -1;
            }
            System.arraycopy(bytes, position, target, offset, count);
            position += count;
            return count;
        }

        @Override
        public void seek(long target) throws EOFException {
            if (target < 0 || target > bytes.length) {
                throw new EOFException("Seeking %d in %d bytes".formatted(target, bytes.length));
            }
            position = (int) target;
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
