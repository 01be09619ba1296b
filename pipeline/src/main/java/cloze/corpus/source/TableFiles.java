package cloze.corpus.source;

import static org.apache.spark.sql.functions.col;

import cloze.corpus.source.KnownFiles.Entry;
import cloze.table.StoredPath;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The files of a table without versions, as Spark's catalogs and formats list them. */
final class TableFiles {
    private static final String FILE_PATH = "_metadata.file_path";

    private TableFiles() {}

    /** Returns the paths of all files; empty if the table is not made of files. */
    static List<String> paths(TableReader reader) {
        return Arrays.stream(reader.all().inputFiles())
                .map(uri -> new Path(URI.create(uri)).toString())
                .toList();
    }

    /** Lists the files with their lengths and modification times. */
    static List<Entry> list(TableReader reader) {
        Configuration hadoop = reader.spark().sparkContext().hadoopConfiguration();
        List<Entry> files = new ArrayList<>();
        for (String path : paths(reader)) {
            try {
                var file = StoredPath.of(path);
                FileStatus status = file.getFileSystem(hadoop).getFileStatus(file);
                files.add(new Entry(path, status.getLen(), status.getModificationTime()));
            } catch (FileNotFoundException e) {
                // Deleted while it was being listed: it holds no rows.
            } catch (IOException e) {
                throw new UncheckedIOException("Listing " + path, e);
            }
        }
        return files;
    }

    /**
     * Plans the rows of the files that are not in {@code known}. Spark reads no others.
     *
     * @throws NoDifferenceException if a known file was changed or removed, because its rows cannot be told
     */
    static TableChanges since(TableReader reader, KnownFiles known) throws NoDifferenceException {
        String name = reader.input().named();
        List<Entry> now = list(reader);
        if (now.isEmpty()) {
            throw new NoDifferenceException(name + " has neither versions nor files");
        }
        KnownFiles.Difference difference = known.difference(now);
        if (!difference.replaced().isEmpty()) {
            throw new NoDifferenceException("file %s of %s was changed or removed"
                    .formatted(difference.replaced().get(0).path(), name));
        }
        Dataset<Row> all = reader.all();
        if (difference.unread().isEmpty()) {
            return TableChanges.none(all);
        }
        Object[] wanted = difference.unread().stream()
                .map(path -> StoredPath.of(path).toUri().toString())
                .toArray();
        try {
            return TableChanges.added(all.where(col(FILE_PATH).isin(wanted)));
        } catch (Exception e) {
            throw new NoDifferenceException(
                    "%s does not tell the files of its rows: %s".formatted(name, TableFault.line(e)), e);
        }
    }
}
