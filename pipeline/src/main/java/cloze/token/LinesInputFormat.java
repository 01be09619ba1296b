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
 * Lines of the files it is given, split by split, in the order given and by offset; a line ends at \n only. Hadoop creates it by name, so
 * it is public.
 */
public final class LinesInputFormat extends TextInputFormat {
    private static final String FILES = "cloze.lines.files";

    /** A copy of {@code hadoop} that reads {@code files}, neither folders nor globs, in their order. */
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

    /** The path as URI, its commas hidden from the list they would divide. */
    private static String escaped(Path path) {
        return path.toUri().toASCIIString().replace(",", "%2C");
    }
}
