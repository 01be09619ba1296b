package cloze.corpus.read;

import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import cloze.corpus.ReadDocuments;
import cloze.dataset.Contract;
import cloze.table.SmallTable;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** One row per row of a file or table that is not a document. Written by {@link ReadDocuments#rejected}. */
public final class RejectedTexts {
    public static final String SOURCE = Texts.SOURCE;
    public static final String REASON = "reason";
    public static final String DETAIL = "detail";

    public static final Contract CONTRACT = new Contract(
            "rejected_texts",
            new StructType()
                    .add(SOURCE, StringType, false, "the file, fully qualified, or the table")
                    .add(REASON, StringType, false, "blank_text, null_text, invalid_utf8 or invalid_json")
                    .add(DETAIL, StringType, false, "where in the source it is, and what is wrong"));

    private RejectedTexts() {}

    /**
     * Counts the rows of each reason, including reasons with none. Columns: reason, rows. Runs one Spark job over
     * {@code rejected}.
     */
    public static SmallTable byReason(Dataset<Row> rejected) {
        Map<String, Long> counts = CONTRACT.require(rejected).groupBy(REASON).count().collectAsList().stream()
                .collect(Collectors.toMap(row -> row.getString(0), row -> row.getLong(1)));
        var schema = new StructType().add(REASON, StringType, false).add("rows", LongType, false);
        return new SmallTable(
                schema,
                Arrays.stream(RejectionReason.values())
                        .map(reason -> RowFactory.create(reason.label(), counts.getOrDefault(reason.label(), 0L)))
                        .toList());
    }
}
