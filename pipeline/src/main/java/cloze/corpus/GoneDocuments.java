package cloze.corpus;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import cloze.dataset.DocumentIdColumns;
import cloze.dataset.DocumentSources;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Documents that earlier runs have seen and that are no longer in the corpus, because they were deleted or have another text now.
 *
 * @param removed their {@link DocumentSources}
 * @param returned ids of documents that had left the corpus and are back
 */
public record GoneDocuments(Dataset<Row> removed, Dataset<Row> returned) {
    private static final String ID = DocumentSources.DOCUMENT_ID;
    private static final String NEW_SOURCE = "new_source";
    private static final String NEW_ID = "new_source_id";

    /** Plans the comparison with the part that changed. */
    public static GoneDocuments since(CorpusDifference difference, SeenDocuments seen) {
        return new GoneDocuments(beyond(seen.present(), difference, true), beyond(seen.absent(), difference, false));
    }

    /**
     * Plans the comparison with a whole corpus.
     *
     * @param all {@link DocumentSources} of its documents
     */
    public static GoneDocuments of(Dataset<Row> all, SeenDocuments seen) {
        Dataset<Row> present = seen.present();
        Dataset<Row> absent = seen.absent();
        Dataset<Row> ids = all.select(ID);
        return new GoneDocuments(
                present.join(ids, present.col(ID).equalTo(ids.col(ID)), "left_anti"),
                absent.join(ids, absent.col(ID).equalTo(ids.col(ID)), "left_semi"));
    }

    /** Keeps the documents whose occurrence number is above the number of equal texts now, or is not. */
    private static Dataset<Row> beyond(Dataset<Row> documents, CorpusDifference difference, boolean above) {
        Dataset<Row> balance = difference.balance();
        Column id = documents.col(ID);
        Column isAbove = DocumentIdColumns.occurrence(id).gt(balance.col(CorpusDifference.AFTER));
        return documents.join(
                balance,
                DocumentIdColumns.hash(id)
                        .equalTo(balance.col(SeenDocuments.HASH))
                        .and(above ? isAbove : not(isAbove)),
                "left_semi");
    }

    /**
     * Adds a column to {@link #removed}: whether a new document has the source and the user's id of the removed one. It is false
     * without such ids.
     *
     * @param fresh {@link DocumentSources} of the new documents
     * @param column name of the column
     */
    public Dataset<Row> changed(Dataset<Row> fresh, String column) {
        Dataset<Row> now = fresh.where(col(DocumentSources.SOURCE_ID).isNotNull())
                .select(
                        col(DocumentSources.SOURCE).as(NEW_SOURCE),
                        col(DocumentSources.SOURCE_ID).as(NEW_ID))
                .distinct();
        return removed.join(
                        now,
                        removed.col(DocumentSources.SOURCE)
                                .equalTo(now.col(NEW_SOURCE))
                                .and(removed.col(DocumentSources.SOURCE_ID).equalTo(now.col(NEW_ID))),
                        "left_outer")
                .withColumn(column, col(NEW_SOURCE).isNotNull())
                .drop(NEW_SOURCE, NEW_ID);
    }
}
