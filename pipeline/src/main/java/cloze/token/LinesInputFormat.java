package cloze.token;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.lib.input.TextInputFormat;

/**
 * Reads lines of the given files, split by split, in the given order of files and by offset. Only \n ends a line.
 * Public because Hadoop creates it by name.
 */
public final class LinesInputFormat extends TextInputFormat {
    private static final String FILES = "cloze.lines.files";

    /**
     * Copies {@code hadoop} and configures the copy to read {@code files} in order; folders and globs are not
     * supported.
     */
    static Configuration configure(Configuration hadoop, List<Path> files) {
        var configured = new Configuration(hadoop);
        configured.set("textinputformat.record.delimiter", "\n");
        configured.setStrings(
                FILES, files.stream().map(LinesInputFormat::escaped).toArray(String[]::new));
        return configured;
    }

    @Override
    protected List<FileStatus> listStatus(JobContext job) throws IOException {
        Configuration hadoop = job.getConfiguration();
        List<FileStatus> files = new ArrayList<>();
        for (String name : hadoop.getStrings(FILES)) {
            var path = new Path(URI.create(name));
            files.add(path.getFileSystem(hadoop).getFileStatus(path));
        }
        return files;
    }

    /** Returns the path as a URI with commas escaped, because commas separate the list's entries. */
    private static String escaped(Path path) {
        return path.toUri().toASCIIString().replace(",", "%2C");
    }
}
