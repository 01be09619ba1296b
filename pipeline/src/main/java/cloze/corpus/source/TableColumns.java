package cloze.corpus.source;

import static org.apache.spark.sql.functions.lit;

import cloze.config.CorpusInput;
import cloze.corpus.read.ReadRules;
import cloze.corpus.read.Texts;
import cloze.error.InvalidInputException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Selects the text and the id of each row. A name is that of a column or, with dots between them, a path of names; a
 * column whose name contains a dot wins over a path. Upper and lower case count only if two names differ in nothing else.
 *
 * <p>A text column without a type, as in a table whose texts are all null, has no text in any row.
 */
final class TableColumns {
    private final CorpusInput input;
    private final Dataset<Row> rows;

    private TableColumns(CorpusInput input, Dataset<Row> rows) {
        this.input = input;
        this.rows = rows;
    }

    /** A field of a row. */
    private record Found(Column column, DataType type) {}

    /**
     * Plans two columns of {@code rows}, which are of {@code input}: {@code text}, the bytes of the text, and {@code source_id}, a string. Both may be null.
     *
     * @throws InvalidInputException if a column is missing or has another type
     */
    static Dataset<Row> select(CorpusInput input, Dataset<Row> rows, ReadRules rules) {
        var columns = new TableColumns(input, rows);
        String text = input.textColumn().isEmpty() ? rules.textColumn() : input.textColumn();
        String id = input.idColumn().isEmpty() ? rules.idColumn() : input.idColumn();
        return rows.select(
                columns.text(text).cast(DataTypes.BinaryType).as(Texts.TEXT),
                (id.isEmpty() ? lit(null) : columns.id(id))
                        .cast(DataTypes.StringType)
                        .as(Texts.SOURCE_ID));
    }

    private Column text(String name) {
        Found found = find(name, "text-column");
        boolean isText = found.type instanceof StringType || found.type instanceof NullType;
        if (!isText) {
            throw new InvalidInputException(
                    "corpus.input %s: column %s is %s, expected a string. Name the column of the text in corpus.text-column; the columns are %s."
                            .formatted(input.named(), name, found.type.simpleString(), names()));
        }
        return found.column.cast(DataTypes.StringType);
    }

    private Column id(String name) {
        Found found = find(name, "id-column");
        boolean isPrinted = found.type instanceof StringType
                || found.type instanceof NumericType
                || found.type instanceof BooleanType
                || found.type instanceof NullType;
        if (!isPrinted) {
            throw new InvalidInputException(
                    "corpus.input %s: column %s is %s, expected a string or a number. Name the column of the id in corpus.id-column; the columns are %s."
                            .formatted(input.named(), name, found.type.simpleString(), names()));
        }
        return found.column;
    }

    private Found find(String name, String key) {
        return find(name, rows.schema(), Optional.empty())
                .orElseThrow(() -> new InvalidInputException(
                        "corpus.input %s has no column %s; it has %s. Name one of them in corpus.%s, or as %s of this input."
                                .formatted(input.named(), name, names(), key, key)));
    }

    /** @param struct holds the fields of {@code type}; empty for the row itself */
    private Optional<Found> find(String name, StructType type, Optional<Column> struct) {
        Optional<StructField> whole = field(name, type);
        if (whole.isPresent()) {
            return whole.map(field -> new Found(column(field.name(), struct), field.dataType()));
        }
        for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
            Optional<StructField> first = field(name.substring(0, dot), type);
            if (first.isPresent() && first.get().dataType() instanceof StructType inner) {
                Optional<Found> rest = find(
                        name.substring(dot + 1),
                        inner,
                        Optional.of(column(first.get().name(), struct)));
                if (rest.isPresent()) {
                    return rest;
                }
            }
        }
        return Optional.empty();
    }

    private Column column(String name, Optional<Column> struct) {
        return struct.map(outer -> outer.getField(name)).orElseGet(() -> rows.col("`" + name.replace("`", "``") + "`"));
    }

    private static Optional<StructField> field(String name, StructType type) {
        Optional<StructField> exact = Arrays.stream(type.fields())
                .filter(field -> field.name().equals(name))
                .findFirst();
        if (exact.isPresent()) {
            return exact;
        }
        List<StructField> alike = Arrays.stream(type.fields())
                .filter(field -> field.name().equalsIgnoreCase(name))
                .toList();
        return alike.size() == 1 ? Optional.of(alike.get(0)) : Optional.empty();
    }

    private String names() {
        return String.join(", ", rows.schema().fieldNames());
    }
}
