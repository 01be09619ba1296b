package cloze.curate;

import static org.apache.spark.sql.functions.col;

import cloze.dataset.Documents;
import cloze.dataset.Verdicts;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Documents with their verdicts, read from intermediate tables.
 *
 * @param rows columns of {@link Verdicts}, text, and the numbers of replacements
 */
public record Curated(Dataset<Row> rows) {
    /** Number of replacements of each kind of personal data, in the order of the kinds. */
    public static final String REPLACED = Judged.REPLACED;

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

    /** Plans the numbers of replacements, column {@link #REPLACED}, in the documents that are kept. */
    public Dataset<Row> replaced() {
        return rows.where(col(Verdicts.VERDICT).equalTo(Verdicts.KEPT)).select(REPLACED);
    }
}
