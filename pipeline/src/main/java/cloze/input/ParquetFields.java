package cloze.input;

import cloze.error.InvalidInputException;
import cloze.table.ParquetInput;
import cloze.table.StoredPath;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.InitContext;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * The values of some columns of a Parquet file, in the order of its rows: those of the row groups whose middle lies in
 * the range. Null where a value is null; numbers as text.
 */
public final class ParquetFields implements RangeRows<String[]> {
    private final String path;
    private final int columns;
    private final Configuration hadoop;
    private final ParquetReader<Group> rows;

    public ParquetFields(FileRange range, List<String> columns, Configuration hadoop) throws IOException {
        this.path = range.path();
        this.columns = columns.size();
        this.hadoop = hadoop;
        this.rows = new ParquetInput(StoredPath.of(path), hadoop)
                .rows(new Chosen(path, columns))
                .withConf(hadoop)
                .withFileRange(range.start(), range.end())
                .build();
    }

    /**
     * Checks the schema of a file without reading rows.
     *
     * @throws InvalidInputException if it is not Parquet or lacks a column
     */
    public static void requireColumns(String path, List<String> columns, Configuration hadoop) {
        try (var reader = ParquetFileReader.open(new ParquetInput(StoredPath.of(path), hadoop))) {
            new Chosen(path, columns).of(reader.getFileMetaData().getSchema());
        } catch (IOException | RuntimeException e) {
            throw ParquetFault.of(path, e, hadoop);
        }
    }

    @Override
    public Optional<String[]> advance() {
        Group row;
        try {
            row = rows.read();
        } catch (IOException | RuntimeException | LinkageError e) {
            throw ParquetFault.of(path, e, hadoop);
        }
        if (row == null) {
            return Optional.empty();
        }
        String[] values = new String[columns];
        for (int i = 0; i < columns; i++) {
            values[i] = row.getFieldRepetitionCount(i) == 0 ? null : row.getValueToString(i, 0);
        }
        return Optional.of(values);
    }

    /** Returns the number of the row last read, from 1. */
    public long number() {
        return rows.getCurrentRowIndex() + 1;
    }

    /** Reads the named columns alone. */
    private static final class Chosen extends ReadSupport<Group> {
        private final String path;
        private final List<String> columns;

        Chosen(String path, List<String> columns) {
            this.path = path;
            this.columns = columns;
        }

        MessageType of(MessageType schema) {
            List<String> present =
                    schema.getFields().stream().map(Type::getName).toList();
            for (String column : columns) {
                if (!present.contains(column)
                        || !schema.getType(column).isPrimitive()
                        || schema.getType(column).isRepetition(Type.Repetition.REPEATED)) {
                    throw new InvalidInputException("File %s: expected the columns %s, of strings or numbers, found %s."
                            .formatted(path, String.join(", ", columns), schema.getFields()));
                }
            }
            return new MessageType(
                    schema.getName(), columns.stream().map(schema::getType).toList());
        }

        @Override
        public ReadContext init(InitContext context) {
            return new ReadContext(of(context.getFileSchema()));
        }

        @Override
        @SuppressWarnings("deprecation") // in Spark 4's Parquet; what replaces it is not in Spark 3.5's
        public RecordMaterializer<Group> prepareForRead(
                Configuration hadoop, Map<String, String> metadata, MessageType fileSchema, ReadContext context) {
            return new GroupRecordConverter(context.getRequestedSchema());
        }
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
