package cloze.corpus.read;

import cloze.error.InvalidInputException;
import cloze.table.PathFiles;
import cloze.table.StoredPath;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;
import org.apache.spark.sql.Row;

/**
 * Reads file ranges as rows of {@link FoundTexts}, with one file open at a time. Close it unless it is read to the end.
 * Not thread-safe.
 */
public final class RangeReader implements Iterator<Row>, Closeable {
    private static final String PLAIN = "the file";
    private static final String UNPACKED = "the unpacked file";

    private final Iterator<FileRange> ranges;
    private final Configuration hadoop;
    private final Unpacking unpacking;
    private final ReadRules rules;
    private Optional<OpenRange> open = Optional.empty();
    private Optional<Row> ahead = Optional.empty();

    public RangeReader(List<FileRange> ranges, ReadRules rules, Configuration hadoop) {
        this.ranges = ranges.iterator();
        this.hadoop = hadoop;
        this.unpacking = new Unpacking(hadoop);
        this.rules = rules;
    }

    private record OpenRange(FileRange range, Closeable input, boolean packed, DocumentReader documents) {}

    @Override
    public boolean hasNext() {
        try {
            if (ahead.isEmpty()) {
                ahead = advance();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ahead.isPresent();
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Row row = ahead.orElseThrow();
        ahead = Optional.empty();
        return row;
    }

    private Optional<Row> advance() throws IOException {
        while (open.isPresent() || ranges.hasNext()) {
            if (open.isEmpty()) {
                open = Optional.of(open(ranges.next()));
            }
            Optional<ReadResult> found = advance(open.get());
            if (found.isPresent()) {
                return Optional.of(FoundTexts.row(open.get().range(), found.get()));
            }
            close();
        }
        return Optional.empty();
    }

    private Optional<ReadResult> advance(OpenRange current) throws IOException {
        try {
            return current.documents().advance();
        } catch (InvalidTextException e) {
            return Optional.of(rules.handle(e));
        } catch (FileNotFoundException | AccessControlException e) {
            throw unreadable(current.range(), e);
        } catch (IOException e) {
            throw current.packed() ? explained(e, current.range()) : e;
        }
    }

    private OpenRange open(FileRange range) throws IOException {
        if (range.layout() == Layout.PARQUET) {
            var rows = new ParquetDocuments(range, rules, hadoop);
            return new OpenRange(range, rows, false, rows);
        }
        var path = StoredPath.of(range.path());
        InputStream input = openFile(path, range);
        boolean packed = unpacking.unpackedName(path).isPresent();
        try {
            input = unpacking.unpack(path, input);
            String unit = packed ? UNPACKED : PLAIN;
            ByteLines lines = firstLineOf(range, input);
            DocumentReader documents =
                    switch (range.layout()) {
                        case BLANK_LINE -> new BlankLineDocuments(range, lines, unit);
                        case WHOLE_FILE -> new WholeFileDocument(range, lines, unit);
                        case LINE -> new LineDocuments(range, lines, unit, LineDocuments.Syntax.PLAIN);
                        case JSON_LINE -> new LineDocuments(
                                range, lines, unit, new JsonLine(rules.textColumn(), rules.idColumn()));
                        case PARQUET -> throw new IllegalStateException("Parquet has no lines: " + range);
                    };
            return new OpenRange(range, input, packed, documents);
        } catch (IOException e) {
            input.close();
            throw packed ? explained(e, range) : e;
        }
    }

    private FSDataInputStream openFile(Path path, FileRange range) throws IOException {
        FileSystem fileSystem = path.getFileSystem(hadoop);
        try {
            FSDataInputStream file = PathFiles.open(fileSystem, path);
            if (range.start() > 0) {
                // Start one byte early: a line that begins at the start itself follows the line end right before it.
                file.seek(range.start() - 1);
            }
            return file;
        } catch (FileNotFoundException | AccessControlException e) {
            throw unreadable(range, e);
        }
    }

    private static InvalidInputException unreadable(FileRange range, IOException e) {
        return new InvalidInputException(
                "File %s cannot be opened: %s. It must exist and be readable on every machine of the cluster."
                        .formatted(range.path(), e.getMessage()),
                e);
    }

    /** Skips to the first line that begins in the range. */
    private static ByteLines firstLineOf(FileRange range, InputStream input) throws IOException {
        if (range.start() == 0) {
            return new ByteLines(input, 0);
        }
        var lines = new ByteLines(input, range.start() - 1);
        lines.read(new ByteBuilder(range.path()));
        return lines;
    }

    /**
     * Throws an {@link InvalidInputException} if a compressed file is damaged, which the user can correct. Returns
     * {@code e} if it comes from the file system.
     */
    private static IOException explained(IOException e, FileRange range) {
        if (Unpacking.isDamage(e)) {
            throw new InvalidInputException(
                    "File %s cannot be decompressed: %s. It is damaged, truncated or not of the format its name says; test it with gzip -t or zstd -t."
                            .formatted(range.path(), e.getMessage()),
                    e);
        }
        return e;
    }

    @Override
    public void close() throws IOException {
        if (open.isPresent()) {
            open.get().input().close();
            open = Optional.empty();
        }
    }
}
