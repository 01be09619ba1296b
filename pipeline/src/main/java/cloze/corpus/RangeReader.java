package cloze.corpus;

import cloze.error.InvalidInputException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.hadoop.security.AccessControlException;

/** The documents of several file ranges, one file open at a time. Close it when not read to the end. */
final class RangeReader extends DocumentIterator implements Closeable {
    private static final String PLAIN = "the file";
    private static final String UNPACKED = "the unpacked file";

    private final Iterator<FileRange> ranges;
    private final Configuration hadoop;
    private final CompressionCodecFactory codecs;
    private final String textColumn;
    private Optional<OpenRange> open = Optional.empty();

    /** @param textColumn name of the text in JSON lines */
    RangeReader(List<FileRange> ranges, String textColumn, Configuration hadoop) {
        this.ranges = ranges.iterator();
        this.hadoop = hadoop;
        this.codecs = new CompressionCodecFactory(hadoop);
        this.textColumn = textColumn;
    }

    private record OpenRange(FileRange range, InputStream input, boolean packed, DocumentIterator documents) {}

    @Override
    Optional<String> advance() throws IOException {
        while (open.isPresent() || ranges.hasNext()) {
            if (open.isEmpty()) {
                open = Optional.of(open(ranges.next()));
            }
            Optional<String> text = advance(open.get());
            if (text.isPresent()) {
                return text;
            }
            close();
        }
        return Optional.empty();
    }

    private static Optional<String> advance(OpenRange current) throws IOException {
        try {
            return current.documents().advance();
        } catch (IOException e) {
            throw current.packed() ? explained(e, current.range()) : e;
        }
    }

    private OpenRange open(FileRange range) throws IOException {
        var path = new Path(range.path());
        InputStream input = openFile(path, range);
        Optional<CompressionCodec> codec = Optional.ofNullable(codecs.getCodec(path));
        try {
            if (codec.isPresent()) {
                input = codec.get().createInputStream(input);
            }
            String unit = codec.isPresent() ? UNPACKED : PLAIN;
            ByteLines lines = firstLineOf(range, input);
            DocumentIterator documents =
                    switch (range.layout()) {
                        case BLANK_LINE -> new BlankLineDocuments(range, lines, unit);
                        case WHOLE_FILE -> new WholeFileDocument(range, lines, unit);
                        case LINE -> new LineDocuments(range, lines, unit, (line, place) -> line);
                        case JSON_LINE -> new LineDocuments(range, lines, unit, new JsonLine(textColumn));
                        case PARQUET -> throw new IllegalStateException("Parquet files are read by Spark: " + range);
                    };
            return new OpenRange(range, input, codec.isPresent(), documents);
        } catch (IOException e) {
            input.close();
            throw codec.isPresent() ? explained(e, range) : e;
        }
    }

    private FSDataInputStream openFile(Path path, FileRange range) throws IOException {
        FileSystem fileSystem = path.getFileSystem(hadoop);
        try {
            FSDataInputStream file = fileSystem.open(path);
            if (range.start() > 0) {
                // One byte earlier: a line that begins at the start itself follows the line end right before it.
                file.seek(range.start() - 1);
            }
            return file;
        } catch (FileNotFoundException | AccessControlException e) {
            throw new InvalidInputException(
                    "File %s cannot be opened: %s. It must exist and be readable on every machine of the cluster."
                            .formatted(range.path(), e.getMessage()),
                    e);
        }
    }

    /** The lines of a range, from the first that begins in it. */
    private static ByteLines firstLineOf(FileRange range, InputStream input) throws IOException {
        if (range.start() == 0) {
            return new ByteLines(input, 0);
        }
        var lines = new ByteLines(input, range.start() - 1);
        lines.read(new ByteBuilder(range.path()));
        return lines;
    }

    /** Damage of a compressed file, which the reader can mend, told from trouble with the file system. */
    private static IOException explained(IOException e, FileRange range) {
        // Hadoop's decoders throw IOException itself; file systems throw classes of their own.
        if (e instanceof EOFException || e instanceof ZipException || e.getClass() == IOException.class) {
            throw new InvalidInputException(
                    "File %s cannot be unpacked: %s. It is damaged, cut short or not what its name says; test it, for instance with gzip -t."
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
