package cloze.table;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.util.HadoopStreams;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** A Parquet file as Parquet's own reader takes it, opened by {@link PathFiles#open} and so of any name. */
public final class ParquetInput implements InputFile {
    private final FileSystem files;
    private final Path path;

    /** Creates the file at {@code path}; opens nothing. */
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

    /** Returns a builder of a reader of the rows that {@code columns} selects. */
    public ParquetReader.Builder<Group> rows(ReadSupport<Group> columns) {
        return new Rows(this, columns);
    }

    /** Parquet offers this constructor to subclasses alone. */
    private static final class Rows extends ParquetReader.Builder<Group> {
        private final ReadSupport<Group> columns;

        Rows(InputFile file, ReadSupport<Group> columns) {
            super(file);
            this.columns = columns;
        }

        @Override
        protected ReadSupport<Group> getReadSupport() {
            return columns;
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
