package cloze.corpus.read;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import cloze.dataset.Contract;
import cloze.input.FileRange;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** One row per {@link ReadResult}: documents that have no identity yet, and rejected rows. Written by the readers. */
public final class FoundTexts {
    public static final Contract CONTRACT = new Contract(
            "found_texts",
            new StructType()
                    .add(Texts.TEXT, StringType, true, "the document as read; null in a rejected row")
                    .add(Texts.SOURCE, StringType, false, "the file, fully qualified, or the table")
                    .add(Texts.SOURCE_ID, StringType, true, "the user's own id, if there is one")
                    .add(Texts.WEIGHT, DoubleType, false, "of the input the file belongs to")
                    .add(RejectedTexts.REASON, StringType, true, "null in a document")
                    .add(RejectedTexts.DETAIL, StringType, true, "null in a document"));

    private FoundTexts() {}

    static Row row(FileRange range, ReadResult found) {
        return row(range.path(), range.weight(), found);
    }

    private static Row row(String source, double weight, ReadResult found) {
        if (found instanceof ReadResult.Rejected rejected) {
            return RowFactory.create(
                    null, source, null, weight, rejected.reason().label(), rejected.detail());
        }
        var text = (ReadResult.Text) found;
        String id = text.sourceId().isEmpty() ? null : text.sourceId();
        return RowFactory.create(text.text(), source, id, weight, null, null);
    }

    /**
     * Converts a row of a table.
     *
     * @param text bytes of the text; null if it has none
     * @param id the user's own id; null if there is none
     * @param source name of the table
     * @param weight of its input
     */
    public static Row ofRow(byte[] text, String id, String source, double weight, ReadRules rules) {
        ReadResult found = TableRow.read(text, id == null ? "" : id, source, rules);
        return row(source, weight, found);
    }

    /** Converts generated {@code texts}, a column of strings, to rows as if read from {@code source}. */
    public static Dataset<Row> generated(Dataset<Row> texts, String source) {
        return texts.withColumn(Texts.SOURCE, lit(source))
                .withColumn(Texts.SOURCE_ID, lit(null).cast(StringType))
                .withColumn(Texts.WEIGHT, lit(1.0))
                .withColumn(RejectedTexts.REASON, lit(null).cast(StringType))
                .withColumn(RejectedTexts.DETAIL, lit(null).cast(StringType));
    }

    /** Selects the documents, as {@link Texts}. */
    public static Dataset<Row> accepted(Dataset<Row> found) {
        return Texts.CONTRACT.select(found.where(col(RejectedTexts.REASON).isNull()));
    }

    /** Selects the rejected rows, as {@link RejectedTexts}. */
    public static Dataset<Row> rejected(Dataset<Row> found) {
        return RejectedTexts.CONTRACT.select(
                found.where(col(RejectedTexts.REASON).isNotNull()));
    }
}
