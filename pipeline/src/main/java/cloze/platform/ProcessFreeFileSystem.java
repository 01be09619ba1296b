package cloze.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Hadoop's local file system, which sets permissions by itself. Hadoop's own starts {@code chmod} for each file and folder that it makes, unless its
 * native library is installed (RawLocalFileSystem.setPermission); that takes some 12 ms of a processor, more than writing a small file.
 */
public final class ProcessFreeFileSystem extends LocalFileSystem {
    /** Name of Hadoop's setting that chooses the class. */
    public static final String SETTING = "fs.file.impl";

    public ProcessFreeFileSystem() {
        super(new Raw());
    }

    /**
     * Returns whether Hadoop finds this class whatever configuration asks for it. Hadoop's S3 client has the class loader of its
     * own jars look for it (S3AFileSystem.initialize), which does not know the jar of an application that spark-submit starts.
     *
     * @param hadoop class loader of Hadoop's classes
     */
    public static boolean isFoundBy(ClassLoader hadoop) {
        try {
            return Class.forName(ProcessFreeFileSystem.class.getName(), false, hadoop) == ProcessFreeFileSystem.class;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static final class Raw extends RawLocalFileSystem {
        private static final String MODE = "unix:mode";

        @Override
        public void setPermission(org.apache.hadoop.fs.Path path, FsPermission permission) throws IOException {
            Path file = pathToFile(path).toPath();
            if (file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
                Files.setAttribute(file, MODE, (int) permission.toShort());
            } else {
                super.setPermission(path, permission);
            }
        }
    }
}
