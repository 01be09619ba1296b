package cloze.corpus.read;

import cloze.error.InvalidInputException;
import cloze.input.FileRange;
import cloze.input.InputFile;
import cloze.input.InvalidUtf8Exception;
import cloze.input.field.ParquetColumn;
import cloze.input.field.ParquetGroups;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;

/** The documents of {@link ParquetGroups}, one per row. Reads only the columns of {@link ParquetColumns}. */
public final class ParquetDocuments implements DocumentReader, Closeable {
    /** What a row without text counts as. Its other columns are not read, so its size is unknown. */
    private static final long REJECTED_BYTES = 1024;

    private final FileRange range;
    private final ReadRules rules;
    private final ParquetColumns columns;
    private final ParquetGroups rows;
    private long bytes;

    ParquetDocuments(FileRange range, ReadRules rules, Configuration hadoop) throws IOException {
        this.range = range;
        this.rules = rules;
        this.columns = new ParquetColumns(range.path(), rules);
        this.rows = new ParquetGroups(range, columns::choose, hadoop);
    }

    /**
     * Checks the schema of {@code file} without reading rows.
     *
     * @throws InvalidInputException if it is not Parquet or lacks a column
     */
    public static void requireColumns(InputFile file, ReadRules rules, Configuration hadoop) throws IOException {
        ParquetGroups.check(file.path(), new ParquetColumns(file.path(), rules)::require, hadoop);
    }

    @Override
    public Optional<ReadResult> advance() throws IOException, InvalidTextException {
        Optional<Group> row = rows.advance();
        if (row.isEmpty()) {
            return Optional.empty();
        }
        long before = bytes;
        bytes += REJECTED_BYTES;
        ReadResult found = found(row.get());
        if (found instanceof ReadResult.Text document) {
            bytes = before + document.text().length();
        }
        return Optional.of(found);
    }

    /** Returns about how many bytes of text were read, counting rows that are not documents as well. */
    long bytes() {
        return bytes;
    }

    private ReadResult found(Group row) throws InvalidTextException {
        PlainText.Place place = place(rules.textColumn());
        Optional<Group> holder = columns.text().holder(row);
        if (holder.isEmpty()) {
            return new ReadResult.Rejected(RejectionReason.NULL_TEXT, place.describe(0));
        }
        if (!columns.text().isText()) {
            throw columns.notText();
        }
        String text = PlainText.withLineFeeds(printed(columns.text(), holder.get(), place));
        return ReadResult.text(text, id(row), place);
    }

    private String id(Group row) throws InvalidTextException {
        if (columns.id().isEmpty()) {
            return "";
        }
        ParquetColumn column = columns.id().get();
        Optional<Group> holder = column.holder(row);
        return holder.isEmpty() ? "" : printed(column, holder.get(), place(rules.idColumn()));
    }

    private static String printed(ParquetColumn column, Group holder, PlainText.Place place)
            throws InvalidTextException {
        try {
            return column.printed(holder);
        } catch (InvalidUtf8Exception e) {
            throw place.invalid(e);
        }
    }

    private PlainText.Place place(String column) {
        return new PlainText.Place(range.path(), 0, "row " + rows.index() + "'s " + column);
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
