package cloze.probe;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import cloze.config.CorpusInput;
import cloze.config.probe.ProbeConfig;
import cloze.corpus.source.InputRows;
import cloze.error.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/**
 * A table of texts with labels as the user keeps it.
 *
 * @param key configuration key that names it, for messages
 * @param inputs its parts, at least one
 * @param probe names the columns
 */
record LabelledTable(String key, List<CorpusInput> inputs, ProbeConfig probe) {
    static final String TEXT = "text";

    /** The second text of a pair; null in every row without pairs. */
    static final String TEXT_B = "text_b";

    static final String LABEL = "label_name";

    static LabelledTable input(ProbeConfig probe) {
        return new LabelledTable("probe.input", probe.input(), probe);
    }

    static LabelledTable test(ProbeConfig probe) {
        return new LabelledTable("probe.test", probe.test(), probe);
    }

    /**
     * Plans three columns of strings. Reads no text, except of JSON lines for their columns.
     *
     * @throws InvalidInputException if there is no such input, or a column is missing or has another type
     */
    Dataset<Row> plan(SparkSession spark) {
        return inputs.stream()
                .map(input -> columns(input, InputRows.plan(spark, key, input)))
                .reduce(Dataset::unionAll)
                .orElseThrow();
    }

    private Dataset<Row> columns(CorpusInput input, Dataset<Row> rows) {
        Column second = probe.hasPairs() ? text(input, rows, probe.textBColumn(), "text-b-column") : lit(null);
        return rows.select(
                text(input, rows, probe.textColumn(), "text-column").as(TEXT),
                second.cast(DataTypes.StringType).as(TEXT_B),
                label(input, rows).as(LABEL));
    }

    private Column text(CorpusInput input, Dataset<Row> rows, String name, String setting) {
        Column column = find(input, rows, name, setting);
        DataType type = rows.select(column).schema().fields()[0].dataType();
        if (!(type instanceof StringType)) {
            throw new InvalidInputException("%s %s: column %s is %s, expected a string. Name another one in probe.%s"
                    .formatted(key, input.named(), name, type.simpleString(), setting));
        }
        return column;
    }

    private Column label(CorpusInput input, Dataset<Row> rows) {
        Column column = find(input, rows, probe.labelColumn(), "label-column");
        DataType type = rows.select(column).schema().fields()[0].dataType();
        if (!(type instanceof StringType || type instanceof NumericType || type instanceof BooleanType)) {
            throw new InvalidInputException(
                    "%s %s: column %s is %s, expected a string, a number or a boolean. Name another one in probe.label-column"
                            .formatted(key, input.named(), probe.labelColumn(), type.simpleString()));
        }
        return column.cast(DataTypes.StringType);
    }

    /** Finds a column by its name, or a field of a structure by its path; a column with a dot in its name wins. */
    private Column find(CorpusInput input, Dataset<Row> rows, String name, String setting) {
        if (Arrays.asList(rows.columns()).contains(name)) {
            return rows.col("`" + name.replace("`", "``") + "`");
        }
        DataType type = rows.schema();
        for (String part : name.split("\\.", -1)) {
            boolean isThere = type instanceof StructType fields
                    && fields.getFieldIndex(part).isDefined();
            if (!isThere) {
                throw new InvalidInputException(
                        "%s %s: expected a column %s, found none; the columns are %s. Name one of them in probe.%s"
                                .formatted(key, input.named(), name, String.join(", ", rows.columns()), setting));
            }
            type = ((StructType) type).apply(part).dataType();
        }
        return rows.col(name);
    }

    /**
     * Checks that there are rows, and that none lacks a text or a label. Runs a Spark job.
     *
     * @param rows what {@link #plan} has planned
     * @throws InvalidInputException with the number of rows that lack something
     */
    void requireComplete(Dataset<Row> rows) {
        Row counts = rows.agg(
                        count(lit(1)), missing(TEXT), probe.hasPairs() ? missing(TEXT_B) : lit(0L), missing(LABEL))
                .first();
        List<String> faults = new ArrayList<>();
        add(counts.getLong(1), probe.textColumn(), faults);
        add(counts.getLong(2), probe.textBColumn(), faults);
        add(counts.getLong(3), probe.labelColumn(), faults);
        if (counts.getLong(0) == 0) {
            throw new InvalidInputException("%s %s: expected labelled texts, found no row".formatted(key, named()));
        }
        if (!faults.isEmpty()) {
            throw new InvalidInputException(
                    "%s %s: expected a text and a label in each of %d row(s), found %s; drop or repair these rows"
                            .formatted(key, named(), counts.getLong(0), String.join(", ", faults)));
        }
    }

    private static Column missing(String column) {
        return count(when(col(column).isNull(), true));
    }

    private static void add(long rows, String column, List<String> faults) {
        if (rows > 0) {
            faults.add("%d without %s".formatted(rows, column));
        }
    }

    /** Returns the names of its parts, for messages. */
    String named() {
        return String.join(", ", inputs.stream().map(CorpusInput::named).toList());
    }
}
