package cloze.corpus.read;

import cloze.input.ByteLines;
import cloze.input.FileRange;
import cloze.input.OpenedRange;
import cloze.input.RangeRows;
import cloze.input.Unpacking;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.spark.sql.Row;

/** Reads a file range as rows of {@link FoundTexts}. Not thread-safe. */
public final class RangeReader implements RangeRows<Row> {
    private final FileRange range;
    private final ReadRules rules;
    private final Closeable input;
    private final DocumentReader documents;
    private final LongSupplier bytes;

    private RangeReader(
            FileRange range, ReadRules rules, Closeable input, DocumentReader documents, LongSupplier bytes) {
        this.range = range;
        this.rules = rules;
        this.input = input;
        this.documents = documents;
        this.bytes = bytes;
    }

    /**
     * Opens a range, looks at what the file holds, and chooses the reader of its documents.
     *
     * @throws cloze.error.InvalidInputException if the file cannot be read as {@code format} says
     */
    public static RangeReader open(FileRange range, DocumentFormat format, ReadRules rules, Unpacking unpacking)
            throws IOException {
        OpenedRange opened = OpenedRange.open(range, unpacking);
        try {
            if (opened.isElsewhere()) {
                return new RangeReader(range, rules, opened, Optional::empty, () -> 0);
            }
            Layout layout = format.found(opened);
            if (layout == Layout.PARQUET) {
                opened.close();
                var rows = new ParquetDocuments(range, rules, unpacking.hadoop());
                return new RangeReader(range, rules, rows, rows, rows::bytes);
            }
            ByteLines lines = opened.lines(ByteLines.Ends.ANY);
            long start = lines.nextLineStart();
            DocumentReader documents = documents(opened, lines, layout, rules);
            return new RangeReader(range, rules, opened, documents, () -> lines.nextLineStart() - start);
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static DocumentReader documents(OpenedRange opened, ByteLines lines, Layout layout, ReadRules rules) {
        FileRange range = opened.range();
        String unit = opened.unit();
        return switch (layout) {
            case BLANK_LINE -> new BlankLineDocuments(range, lines, unit);
            case WHOLE_FILE -> new WholeFileDocument(range, lines, unit);
            case LINE -> new LineDocuments(range, lines, unit, LineDocuments.Syntax.PLAIN);
            case JSON_LINE -> new LineDocuments(range, lines, unit, new JsonLine(rules.textColumn(), rules.idColumn()));
            case PARQUET -> throw new IllegalStateException("Parquet has no lines: " + range);
        };
    }

    @Override
    public Optional<Row> advance() throws IOException {
        return read().map(found -> FoundTexts.row(range, found));
    }

    private Optional<ReadResult> read() throws IOException {
        try {
            return documents.advance();
        } catch (InvalidTextException e) {
            return Optional.of(rules.handle(e));
        }
    }

    /** Returns the number of bytes read so far, unpacked. Of Parquet, estimates them. */
    public long bytes() {
        return bytes.getAsLong();
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
