package cloze.inference;

import cloze.error.InvalidInputException;
import cloze.input.FileRange;
import cloze.input.InvalidUtf8Exception;
import cloze.input.RangeRows;
import cloze.input.field.ParquetColumn;
import cloze.input.field.ParquetGroups;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.MessageType;

/** The sentence pairs of {@link ParquetGroups}, one per row. A number, date or other single value is a sentence as printed. */
final class ParquetPairs implements RangeRows<String[]> {
    private final String path;
    private final Columns columns;
    private final ParquetGroups rows;

    ParquetPairs(FileRange range, Configuration hadoop) throws IOException {
        this.path = range.path();
        this.columns = new Columns(path);
        this.rows = new ParquetGroups(range, columns::choose, hadoop);
    }

    /**
     * Checks the schema of a file without reading rows.
     *
     * @throws InvalidInputException if it is not Parquet or lacks a column
     */
    static void requireColumns(String path, Configuration hadoop) throws IOException {
        var columns = new Columns(path);
        ParquetGroups.check(
                path, footer -> columns.choose(footer.getFileMetaData().getSchema()), hadoop);
    }

    @Override
    public Optional<String[]> advance() throws IOException {
        return rows.advance().map(this::pair);
    }

    private String[] pair(Group row) {
        return columns.chosen.stream().map(column -> sentence(column, row)).toArray(String[]::new);
    }

    private String sentence(ParquetColumn column, Group row) {
        String name = column.type().getName();
        Group holder = column.holder(row)
                .orElseThrow(() -> fault("has null as %s, expected a string or a number".formatted(name)));
        try {
            return column.printed(holder);
        } catch (InvalidUtf8Exception e) {
            throw fault("cannot be read at byte %d of %s: %s".formatted(e.index(), name, e.describe(false)));
        }
    }

    private InvalidInputException fault(String what) {
        return new InvalidInputException("File %s, row %d: the row %s".formatted(path, rows.index() + 1, what));
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }

    /** The columns of the sentences in one file. */
    private static final class Columns {
        private final String path;
        private final List<ParquetColumn> chosen = new ArrayList<>();

        Columns(String path) {
            this.path = path;
        }

        /**
         * Selects the columns from the schema of the file.
         *
         * @throws InvalidInputException if one is missing or has other values than single ones
         */
        MessageType choose(MessageType schema) {
            chosen.clear();
            for (String name : PairRows.COLUMNS) {
                ParquetColumn column = ParquetColumn.named(name, schema)
                        .filter(ParquetColumn::isSingle)
                        .orElseThrow(() -> new InvalidInputException(
                                "File %s: expected the columns %s, of strings or numbers, found %s."
                                        .formatted(path, String.join(", ", PairRows.COLUMNS), schema.getFields())));
                chosen.add(column);
            }
            return chosen.stream()
                    .map(column -> column.schema(schema.getName()))
                    .reduce(MessageType::union)
                    .orElseThrow();
        }
    }
}
