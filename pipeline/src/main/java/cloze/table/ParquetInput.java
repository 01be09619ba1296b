package cloze.table;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.util.HadoopStreams;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** A Parquet file as Parquet's own reader takes it, opened by {@link PathFiles#open} and so of any name. */
public final class ParquetInput implements InputFile {
    private final FileSystem files;
    private final Path path;

    public ParquetInput(Path path, Configuration hadoop) throws IOException {
        this.files = path.getFileSystem(hadoop);
        this.path = path;
    }

    @Override
    public long getLength() throws IOException {
        return files.getFileStatus(path).getLen();
    }

    @Override
    public SeekableInputStream newStream() throws IOException {
        return HadoopStreams.wrap(PathFiles.open(files, path));
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
