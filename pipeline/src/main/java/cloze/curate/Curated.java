package cloze.curate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log2;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import cloze.dataset.Documents;
import cloze.dataset.Verdicts;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;

/**
 * Documents with their verdicts, read from intermediate tables.
 *
 * @param rows columns of {@link Verdicts}, text, and the numbers of replacements
 */
public record Curated(Dataset<Row> rows) {
    /** Number of replacements of each kind of personal data, in the order of the kinds. */
    public static final String REPLACED = Judged.REPLACED;

    /** How a document begins. */
    public static final String EXCERPT = Judged.EXCERPT;

    private static final String DOCUMENTS = "documents";
    private static final String DOCUMENTS_FROM = "documents_from";
    private static final String RANK = "rank";

    /** Documents shown for each rule. */
    private static final int SAMPLES = 3;

    /** Plans the {@link Verdicts} of all documents. */
    public Dataset<Row> verdicts() {
        return Verdicts.CONTRACT.select(rows);
    }

    /** Plans the documents that are kept, as {@link Documents}. */
    public Dataset<Row> kept() {
        return Documents.CONTRACT.select(rows.where(col(Verdicts.VERDICT).equalTo(Verdicts.KEPT)));
    }

    /** Plans the quarantined documents with their rule, value and limit. */
    public Dataset<Row> quarantined() {
        return rows.where(col(Verdicts.VERDICT).equalTo(Verdicts.QUARANTINED))
                .select(
                        Documents.DOCUMENT_ID,
                        Documents.SPLIT,
                        Documents.TEXT,
                        Verdicts.RULE,
                        Verdicts.VALUE,
                        Verdicts.LIMIT,
                        Verdicts.DETAIL,
                        Verdicts.KEPT_DOCUMENT_ID);
    }

    /**
     * Plans some documents for each rule that documents break, drawn by the hashes of their ids: rule, document_id, value,
     * limit, detail, kept_document_id, and how they begin.
     */
    public Dataset<Row> samples() {
        var drawn = Window.partitionBy(Verdicts.RULE)
                .orderBy(xxhash64(col(Verdicts.DOCUMENT_ID)), col(Verdicts.DOCUMENT_ID));
        return rows.where(col(Verdicts.RULE).isNotNull())
                .select(
                        col(Verdicts.RULE),
                        col(Verdicts.DOCUMENT_ID),
                        col(Verdicts.VALUE),
                        col(Verdicts.LIMIT),
                        col(Verdicts.DETAIL),
                        col(Verdicts.KEPT_DOCUMENT_ID),
                        Excerpts.column().as(EXCERPT))
                .withColumn(RANK, row_number().over(drawn))
                .where(col(RANK).leq(SAMPLES))
                .orderBy(Verdicts.RULE, RANK)
                .drop(RANK);
    }

    /** Plans the languages of the documents, if they are told apart: language, documents, kept. */
    public Dataset<Row> languages() {
        return rows.where(col(Judged.LANGUAGE).isNotNull())
                .groupBy(Judged.LANGUAGE)
                .agg(
                        count(lit(1)).as(DOCUMENTS),
                        count(when(col(Verdicts.VERDICT).equalTo(Verdicts.KEPT), 1))
                                .as(Verdicts.KEPT))
                .orderBy(col(DOCUMENTS).desc(), col(Judged.LANGUAGE));
    }

    /**
     * Plans the sizes of the clusters of duplicates, by powers of two: rule, documents_from, clusters, removed and the
     * documents of the largest cluster.
     */
    public Dataset<Row> clusters() {
        Column size = col(DOCUMENTS).plus(1);
        return rows.where(col(Verdicts.RULE).isin(Rules.EXACT_DUPLICATE, Rules.NEAR_DUPLICATE))
                .groupBy(Verdicts.RULE, Verdicts.KEPT_DOCUMENT_ID)
                .agg(count(lit(1)).as(DOCUMENTS))
                .groupBy(
                        col(Verdicts.RULE),
                        pow(lit(2), floor(log2(size))).cast(DataTypes.LongType).as(DOCUMENTS_FROM))
                .agg(
                        count(lit(1)).as("clusters"),
                        sum(DOCUMENTS).as("removed"),
                        max(size).as("largest"))
                .orderBy(Verdicts.RULE, DOCUMENTS_FROM);
    }

    /** Plans the numbers of replacements, column {@link #REPLACED}, in the documents that are kept. */
    public Dataset<Row> replaced() {
        return rows.where(col(Verdicts.VERDICT).equalTo(Verdicts.KEPT)).select(REPLACED);
    }
}
