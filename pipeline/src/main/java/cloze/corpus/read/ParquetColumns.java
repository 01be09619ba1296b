package cloze.corpus.read;

import cloze.error.InvalidInputException;
import cloze.input.field.ParquetColumn;
import java.util.Arrays;
import java.util.Optional;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * Selects the columns to read from one Parquet file: the text and, if configured, the id. Checks each file's own
 * schema.
 *
 * <p>A text column of another type is accepted as long as all its values are null: a writer that infers types from
 * values has nothing to infer one from.
 */
final class ParquetColumns {
    private final String file;
    private final ReadRules rules;
    private Optional<ParquetColumn> text = Optional.empty();
    private Optional<ParquetColumn> id = Optional.empty();

    ParquetColumns(String file, ReadRules rules) {
        this.file = file;
        this.rules = rules;
    }

    /** Returns the column of the text. Known once columns are chosen. */
    ParquetColumn text() {
        return text.orElseThrow();
    }

    /** Returns the column of the id; empty if none is configured. Known once columns are chosen. */
    Optional<ParquetColumn> id() {
        return id;
    }

    /**
     * Checks a file without reading rows.
     *
     * @throws InvalidInputException if a column is missing or has values of another type
     */
    void require(ParquetMetadata footer) {
        choose(footer.getFileMetaData().getSchema());
        if (!text().isText() && footer.getBlocks().stream().anyMatch(this::hasText)) {
            throw notText();
        }
    }

    /** Returns whether the statistics of a row group count a value in the text column. */
    private boolean hasText(BlockMetaData rows) {
        int length = text().names().size();
        return rows.getColumns().stream()
                .filter(chunk -> chunk.getPath().size() >= length)
                .filter(chunk -> text().names()
                        .equals(Arrays.asList(chunk.getPath().toArray()).subList(0, length)))
                .anyMatch(ParquetColumns::hasValue);
    }

    private static boolean hasValue(ColumnChunkMetaData chunk) {
        var statistics = chunk.getStatistics();
        return statistics != null && statistics.isNumNullsSet() && statistics.getNumNulls() < chunk.getValueCount();
    }

    /**
     * Selects the columns from the schema of the file.
     *
     * @throws InvalidInputException if one is missing or can have no values of the right type
     */
    MessageType choose(MessageType schema) {
        text = Optional.of(column(schema, rules.textColumn(), "text-column"));
        if (!text().isText() && !text().isNullable()) {
            throw notText();
        }
        MessageType chosen = text().schema(schema.getName());
        if (rules.idColumn().isEmpty()) {
            return chosen;
        }
        ParquetColumn found = column(schema, rules.idColumn(), "id-column");
        if (!found.isSingle()) {
            throw new InvalidInputException(
                    "File %s: column %s is %s, expected a string or a number. Name the column of the id in corpus.id-column; the columns are %s."
                            .formatted(file, rules.idColumn(), found.type(), names(schema)));
        }
        id = Optional.of(found);
        return chosen.union(found.schema(schema.getName()));
    }

    /** Describes a text column with values of another type. */
    InvalidInputException notText() {
        return new InvalidInputException(
                "File %s: column %s is %s, expected a string. Name the column of the text in corpus.text-column, or write the file again with this column as strings."
                        .formatted(file, rules.textColumn(), text().type()));
    }

    private ParquetColumn column(MessageType schema, String name, String key) {
        return ParquetColumn.named(name, schema)
                .orElseThrow(() -> new InvalidInputException(
                        "File %s has no column %s; it has %s. Name a column that every file has in corpus.%s."
                                .formatted(file, name, names(schema), key)));
    }

    private static String names(MessageType schema) {
        return String.join(", ", schema.getFields().stream().map(Type::getName).toList());
    }
}
