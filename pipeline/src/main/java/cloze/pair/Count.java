package cloze.pair;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import cloze.dataset.DocumentIdColumns;
import cloze.dataset.TokenizedSentences;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Numbers of documents.
 *
 * @param documents all of them, with copies
 * @param texts distinct texts
 */
record Count(long documents, long texts) implements Serializable {
    static final Count NONE = new Count(0, 0);

    /** Counts the documents of each split. Runs one Spark aggregation. */
    static Map<String, Count> bySplit(Dataset<Row> documents) {
        Map<String, Count> counts = new TreeMap<>();
        for (Row row : documents
                .groupBy(col(TokenizedSentences.SPLIT))
                .agg(
                        sum(lit(1L)),
                        sum(when(DocumentIdColumns.isCopy(col(TokenizedSentences.DOCUMENT_ID)), lit(0L))
                                .otherwise(lit(1L))))
                .collectAsList()) {
            counts.put(row.getString(0), new Count(row.getLong(1), row.getLong(2)));
        }
        return counts;
    }

    Count plus(Count other) {
        return new Count(documents + other.documents, texts + other.texts);
    }
}
