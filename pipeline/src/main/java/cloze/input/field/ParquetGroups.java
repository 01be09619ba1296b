package cloze.input.field;

import cloze.input.FileRange;
import cloze.input.RangeRows;
import cloze.table.ParquetInput;
import cloze.table.StoredPath;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.AccessControlException;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.InitContext;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;

/**
 * The rows of those row groups of a Parquet file whose middle lies in the range, each with the chosen columns. Spark's
 * own reader is not used, because it takes the schema of one file for that of all, and runs a job to list many files.
 */
public final class ParquetGroups implements RangeRows<Group> {
    private final String path;
    private final Configuration hadoop;
    private final ParquetReader<Group> rows;

    /**
     * Opens a range.
     *
     * @param columns chooses from the schema of the file what to read; called before the first row is returned
     */
    public ParquetGroups(FileRange range, UnaryOperator<MessageType> columns, Configuration hadoop) throws IOException {
        this.path = range.path();
        this.hadoop = hadoop;
        this.rows = guarded(path, hadoop, () -> new ParquetInput(StoredPath.of(path), hadoop)
                .rows(new Chosen(columns))
                .withConf(hadoop)
                .withFileRange(range.start(), range.end())
                .build());
    }

    /**
     * Makes {@code check} of a file's footer, without reading rows.
     *
     * @throws cloze.error.InvalidInputException if the file is not Parquet
     */
    public static void check(String path, Consumer<ParquetMetadata> check, Configuration hadoop) throws IOException {
        guarded(path, hadoop, () -> {
            try (var reader = ParquetFileReader.open(new ParquetInput(StoredPath.of(path), hadoop))) {
                check.accept(reader.getFooter());
            }
            return path;
        });
    }

    @Override
    public Optional<Group> advance() throws IOException {
        return Optional.ofNullable(guarded(path, hadoop, rows::read));
    }

    /** Returns the index in the file of the row last read, from 0. */
    public long index() {
        return rows.getCurrentRowIndex();
    }

    private interface Step<T> {
        T run() throws IOException;
    }

    /** Makes a call that fails with an exception of any kind if the file is damaged. */
    private static <T> T guarded(String path, Configuration hadoop, Step<T> step) throws IOException {
        try {
            return step.run();
        } catch (FileNotFoundException | AccessControlException e) {
            // Says nothing about the content.
            throw e;
        } catch (IOException | RuntimeException | LinkageError e) {
            throw ParquetFault.of(path, e, hadoop);
        }
    }

    /** Reads the chosen columns alone. */
    private static final class Chosen extends ReadSupport<Group> {
        private final UnaryOperator<MessageType> columns;

        Chosen(UnaryOperator<MessageType> columns) {
            this.columns = columns;
        }

        @Override
        public ReadContext init(InitContext context) {
            return new ReadContext(columns.apply(context.getFileSchema()));
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
        guarded(path, hadoop, () -> {
            rows.close();
            return path;
        });
    }
}
