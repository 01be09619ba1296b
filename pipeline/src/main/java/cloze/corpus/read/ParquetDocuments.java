package cloze.corpus.read;

import cloze.error.InvalidInputException;
import cloze.input.FileRange;
import cloze.input.InputFile;
import cloze.input.ParquetFault;
import cloze.table.ParquetInput;
import cloze.table.StoredPath;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;

/**
 * The rows of those row groups of a Parquet file whose middle lies in the range. Reads only the columns of
 * {@link ParquetColumns}. Spark's own reader is not used, because it takes the schema of one file for that of all, and
 * runs a job to list many files.
 */
public final class ParquetDocuments implements DocumentReader, Closeable {
    private final FileRange range;
    private final ReadRules rules;
    private final Configuration hadoop;
    private final ParquetColumns columns;
    private final ParquetReader<Group> rows;

    ParquetDocuments(FileRange range, ReadRules rules, Configuration hadoop) throws IOException {
        this.range = range;
        this.rules = rules;
        this.hadoop = hadoop;
        this.columns = new ParquetColumns(range.path(), rules);
        this.rows = new ParquetInput(StoredPath.of(range.path()), hadoop)
                .rows(columns)
                .withConf(hadoop)
                .withFileRange(range.start(), range.end())
                .build();
    }

    /**
     * Checks the schema of {@code file} without reading rows.
     *
     * @throws InvalidInputException if it is not Parquet or lacks a column
     */
    public static void requireColumns(InputFile file, ReadRules rules, Configuration hadoop) {
        try (var reader = ParquetFileReader.open(new ParquetInput(StoredPath.of(file.path()), hadoop))) {
            new ParquetColumns(file.path(), rules).require(reader.getFooter());
        } catch (IOException | RuntimeException e) {
            throw ParquetFault.of(file.path(), e, hadoop);
        }
    }

    @Override
    public Optional<ReadResult> advance() throws IOException, InvalidTextException {
        Group row;
        try {
            row = rows.read();
        } catch (RuntimeException | LinkageError e) {
            throw ParquetFault.of(range.path(), e, hadoop);
        }
        return row == null ? Optional.empty() : Optional.of(found(row));
    }

    private ReadResult found(Group row) throws InvalidTextException {
        String unit = "row " + rows.getCurrentRowIndex() + "'s " + rules.textColumn();
        var place = new PlainText.Place(range.path(), 0, unit);
        Optional<Group> holder = columns.text().holder(row);
        if (holder.isEmpty()) {
            return new ReadResult.Rejected(RejectionReason.NULL_TEXT, place.describe(0));
        }
        if (!columns.text().isText()) {
            throw columns.notText();
        }
        byte[] bytes = columns.text().bytes(holder.get());
        String text = PlainText.decode(bytes, 0, bytes.length, place);
        String id = columns.id()
                .flatMap(column -> column.holder(row).map(column::printed))
                .orElse("");
        return ReadResult.text(text, id, place);
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
