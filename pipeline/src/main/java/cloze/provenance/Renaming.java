package cloze.provenance;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Renames a file or folder while other runs may rename it too. On a local file system this is the operating system's
 * rename: of two runs one succeeds. Hadoop's own falls back to copying when the name is gone, and would then take apart
 * a folder that has appeared under that name since. It also renames a file and its checksum one after the other, and
 * reports failure if the folder is moved in between, although the file has its new name.
 */
final class Renaming {
    private Renaming() {}

    /** Returns whether {@code from} existed and is now {@code to}. */
    static boolean renamed(FileSystem files, Path from, Path to) throws IOException {
        if (files instanceof LocalFileSystem local) {
            File old = local.pathToFile(from);
            File renamed = local.pathToFile(to);
            // First the checksum, if there is one: where the file has its new name, its checksum is there.
            moved(checksum(old), checksum(renamed));
            return moved(old, renamed);
        }
        try {
            return files.rename(from, to);
        } catch (FileNotFoundException | FileAlreadyExistsException e) {
            // S3A throws where others return false.
            return false;
        }
    }

    private static boolean moved(File from, File to) {
        return from.renameTo(to);
    }

    /** As Hadoop names it. Hadoop itself cannot say so if the name has a colon. */
    private static File checksum(File file) {
        return new File(file.getParentFile(), "." + file.getName() + ".crc");
    }
}
