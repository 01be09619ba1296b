package cloze.corpus;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import cloze.dataset.DocumentSources;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Documents that earlier runs have seen and that are no longer in the corpus, because they were deleted or have another text now.
 *
 * @param removed their {@link DocumentSources}, and {@value #CHANGED}
 * @param returned ids of documents that had left the corpus and are back
 */
public record GoneDocuments(Dataset<Row> removed, Dataset<Row> returned) {
    /** Whether a new document has the source and the user's id of the removed one. Always false without such ids. */
    public static final String CHANGED = "changed";

    private static final String ID = DocumentSources.DOCUMENT_ID;

    /**
     * Plans the comparison with the part that changed.
     *
     * @param fresh {@link DocumentSources} of the new documents
     */
    public static GoneDocuments since(CorpusDifference difference, SeenDocuments seen, Dataset<Row> fresh) {
        return new GoneDocuments(
                changed(beyond(seen.present(), difference, true), fresh), beyond(seen.absent(), difference, false));
    }

    /**
     * Plans the comparison with a whole corpus.
     *
     * @param all {@link DocumentSources} of its documents
     * @param fresh those of the new ones among them
     */
    public static GoneDocuments of(Dataset<Row> all, SeenDocuments seen, Dataset<Row> fresh) {
        Dataset<Row> present = seen.present();
        Dataset<Row> absent = seen.absent();
        Dataset<Row> ids = all.select(ID);
        return new GoneDocuments(
                changed(present.join(ids, present.col(ID).equalTo(ids.col(ID)), "left_anti"), fresh),
                absent.join(ids, absent.col(ID).equalTo(ids.col(ID)), "left_semi"));
    }

    /** Keeps the documents whose occurrence number is above the number of equal texts now, or is not. */
    private static Dataset<Row> beyond(Dataset<Row> documents, CorpusDifference difference, boolean above) {
        Dataset<Row> balance = difference.balance();
        Column id = documents.col(ID);
        Column isAbove = SeenDocuments.occurrenceOf(id).gt(balance.col(CorpusDifference.AFTER));
        return documents.join(
                balance,
                SeenDocuments.hashOf(id)
                        .equalTo(balance.col(SeenDocuments.HASH))
                        .and(above ? isAbove : not(isAbove)),
                "left_semi");
    }

    private static Dataset<Row> changed(Dataset<Row> removed, Dataset<Row> fresh) {
        Dataset<Row> now = fresh.where(col(DocumentSources.SOURCE_ID).isNotNull())
                .select(
                        col(DocumentSources.SOURCE).as("new_source"),
                        col(DocumentSources.SOURCE_ID).as("new_source_id"))
                .distinct();
        return removed.join(
                        now,
                        removed.col(DocumentSources.SOURCE)
                                .equalTo(now.col("new_source"))
                                .and(removed.col(DocumentSources.SOURCE_ID).equalTo(now.col("new_source_id"))),
                        "left_outer")
                .withColumn(CHANGED, col("new_source").isNotNull())
                .drop("new_source", "new_source_id");
    }
}
