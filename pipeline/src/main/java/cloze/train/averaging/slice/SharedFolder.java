package cloze.train.averaging.slice;

import cloze.table.StoredPath;
import cloze.train.state.DigestedFiles;
import cloze.train.state.WrittenFile;
import java.io.IOException;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;

/**
 * A folder that tasks write into.
 *
 * @param path its path
 * @param settings give access to its file system
 */
record SharedFolder(String path, SerializableConfiguration settings) implements Serializable {
    Configuration hadoop() {
        return settings.value();
    }

    /** Writes a file, and deletes it if that fails. */
    WrittenFile write(String name, DigestedFiles.Writer content) throws IOException {
        Path folder = StoredPath.of(path);
        var files = new DigestedFiles(folder.getFileSystem(hadoop()), folder);
        try {
            return files.write(name, content);
        } catch (IOException | RuntimeException e) {
            files.files().delete(files.file(name), false);
            throw e;
        }
    }
}
