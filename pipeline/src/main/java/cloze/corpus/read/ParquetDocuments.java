package cloze.corpus.read;

import cloze.error.ClozeException;
import cloze.error.InvalidInputException;
import cloze.table.ParquetInput;
import cloze.table.StoredPath;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;

/**
 * The rows of those row groups of a Parquet file whose middle lies in the range. Reads only the columns of
 * {@link ParquetColumns}. Spark's own reader is not used, because it takes the schema of one file for that of all, and
 * runs a job to list many files.
 */
public final class ParquetDocuments implements DocumentReader, Closeable {
    private static final int TEXT = 0;
    private static final int ID = 1;

    private final FileRange range;
    private final ReadRules rules;
    private final ParquetReader<Group> rows;

    ParquetDocuments(FileRange range, ReadRules rules, Configuration hadoop) throws IOException {
        this.range = range;
        this.rules = rules;
        this.rows = new Reader(new ParquetInput(StoredPath.of(range.path()), hadoop), new ParquetColumns(range.path(), rules))
                .withConf(hadoop)
                .withFileRange(range.start(), range.end())
                .build();
    }

    /** Builds a reader of rows from a file and its columns. */
    private static final class Reader extends ParquetReader.Builder<Group> {
        private final ParquetColumns columns;

        Reader(ParquetInput file, ParquetColumns columns) {
            super(file);
            this.columns = columns;
        }

        @Override
        protected ReadSupport<Group> getReadSupport() {
            return columns;
        }
    }

    /**
     * Checks the schema of {@code file} without reading rows.
     *
     * @throws InvalidInputException if it is not Parquet or lacks a column
     */
    public static void requireColumns(CorpusFile file, ReadRules rules, Configuration hadoop) {
        try (var reader = ParquetFileReader.open(new ParquetInput(StoredPath.of(file.path()), hadoop))) {
            new ParquetColumns(file.path(), rules)
                    .chosen(reader.getFileMetaData().getSchema());
        } catch (IOException | RuntimeException e) {
            throw explained(file.path(), e);
        }
    }

    @Override
    public Optional<ReadResult> advance() throws IOException, InvalidTextException {
        Group row;
        try {
            row = rows.read();
        } catch (RuntimeException e) {
            throw explained(range.path(), e);
        }
        return row == null ? Optional.empty() : Optional.of(found(row));
    }

    private ReadResult found(Group row) throws InvalidTextException {
        String unit = "row " + rows.getCurrentRowIndex() + "'s " + rules.textColumn();
        var place = new PlainText.Place(range.path(), 0, unit);
        if (row.getFieldRepetitionCount(TEXT) == 0) {
            return new ReadResult.Rejected(RejectionReason.NULL_TEXT, place.describe(0));
        }
        byte[] bytes = row.getBinary(TEXT, 0).getBytesUnsafe();
        String text = PlainText.decode(bytes, 0, bytes.length, place);
        boolean hasId = !rules.idColumn().isEmpty() && row.getFieldRepetitionCount(ID) > 0;
        return ReadResult.text(text, hasId ? row.getValueToString(ID, 0) : "", place);
    }

    private static RuntimeException explained(String file, Exception e) {
        if (e instanceof ClozeException fault) {
            return fault;
        }
        return new InvalidInputException(
                "File %s cannot be read as Parquet: %s. Check corpus.format and the file."
                        .formatted(file, e.getMessage()),
                e);
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
