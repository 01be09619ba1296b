package cloze.corpus;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import cloze.config.RunConfig;
import cloze.corpus.read.Texts;
import cloze.dataset.DocumentSources;
import cloze.dataset.Documents;
import cloze.error.ContractViolationException;
import cloze.error.InvalidInputException;
import cloze.input.WhiteSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * Documents from any DataFrame with a row per document: an id of the user's own, unique, and a text. As everywhere, a document's identity and
 * split follow from its text; {@link #sources} leads from that identity back to the id.
 */
public final class FrameDocuments {
    private static final String SOURCE = "dataframe";
    private static final int SHOWN = 3;

    private final Dataset<Row> texts;

    private FrameDocuments(Dataset<Row> texts) {
        this.texts = texts;
    }

    /**
     * Takes two columns of {@code rows}. Reads no data.
     *
     * @param idColumn a string or an integer of any width
     * @param textColumn a string
     * @throws ContractViolationException with every column that is missing or of another type
     */
    public static FrameDocuments of(Dataset<Row> rows, String idColumn, String textColumn) {
        List<String> faults = new ArrayList<>();
        requireOneOf(rows, idColumn, "string, bigint, int, smallint or tinyint", faults);
        requireOneOf(rows, textColumn, "string", faults);
        if (!faults.isEmpty()) {
            throw new ContractViolationException("Documents of a DataFrame: %s. Present: %s"
                    .formatted(String.join("; ", faults), String.join(", ", rows.columns())));
        }
        return new FrameDocuments(rows.select(
                regexp_replace(rows.col(quoted(textColumn)), "\r\n?", "\n").as(Texts.TEXT),
                lit(SOURCE).as(Texts.SOURCE),
                rows.col(quoted(idColumn)).cast(DataTypes.StringType).as(Texts.SOURCE_ID),
                lit(1.0).as(Texts.WEIGHT)));
    }

    private static void requireOneOf(Dataset<Row> rows, String column, String types, List<String> faults) {
        Optional<DataType> found = Arrays.stream(rows.schema().fields())
                .filter(field -> field.name().equals(column))
                .map(field -> field.dataType())
                .findFirst();
        if (found.isEmpty()) {
            faults.add("column %s is missing".formatted(column));
        } else if (!List.of(types.split("\\W+(or )?")).contains(found.get().simpleString())) {
            faults.add(
                    "column %s is %s, expected %s".formatted(column, found.get().simpleString(), types));
        }
    }

    /** A column's name, not a path into a nested one. */
    private static String quoted(String column) {
        return "`" + column.replace("`", "``") + "`";
    }

    /**
     * The documents as {@link Documents}, split as {@code config} says. Checks every row first, with a Spark job.
     *
     * @throws InvalidInputException when an id or a text is null, a text is blank, an id occurs twice, or there is no row
     */
    public Dataset<Row> plan(RunConfig config) {
        requireRows();
        return identify(config).apply(texts);
    }

    /** {@link DocumentSources} of the same documents: their ids. Checks no row. */
    public Dataset<Row> sources(RunConfig config) {
        return DocumentSources.CONTRACT.require(identify(config).sources(texts));
    }

    private static IdentifyDocuments identify(RunConfig config) {
        return new IdentifyDocuments(config.corpus().validationFraction(), config.seed());
    }

    private void requireRows() {
        UDF1<String, Boolean> blank = WhiteSpace::isEmptied;
        UserDefinedFunction isBlank = udf(blank, DataTypes.BooleanType);
        Column text = col(Texts.TEXT);
        Row counts = texts.agg(
                        count(lit(1)),
                        matching(col(Texts.SOURCE_ID).isNull()),
                        matching(text.isNull()),
                        matching(text.isNotNull().and(isBlank.apply(coalesce(text, lit("x"))))))
                .first();
        List<String> faults = new ArrayList<>();
        if (counts.getLong(0) == 0) {
            faults.add("no row");
        }
        add(counts.getLong(1), "row(s) without an id", faults);
        add(counts.getLong(2), "row(s) without a text", faults);
        add(counts.getLong(3), "row(s) with a blank text", faults);
        List<String> repeated = repeatedIds();
        if (!repeated.isEmpty()) {
            faults.add("ids of more than one row, such as "
                    + repeated.stream().map("\"%s\""::formatted).collect(Collectors.joining(", ")));
        }
        if (!faults.isEmpty()) {
            throw new InvalidInputException(
                    "Documents of a DataFrame: expected in every row a text and an id of its own, found %s; drop or repair these rows"
                            .formatted(String.join(", ", faults)));
        }
    }

    private static Column matching(Column condition) {
        return count(when(condition, true));
    }

    private static void add(long rows, String what, List<String> faults) {
        if (rows > 0) {
            faults.add(rows + " " + what);
        }
    }

    /** A few of them, in their order. */
    private List<String> repeatedIds() {
        return texts
                .where(col(Texts.SOURCE_ID).isNotNull())
                .groupBy(Texts.SOURCE_ID)
                .count()
                .where(col("count").gt(1))
                .orderBy(Texts.SOURCE_ID)
                .select(Texts.SOURCE_ID)
                .limit(SHOWN)
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }
}
