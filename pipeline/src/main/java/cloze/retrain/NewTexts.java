package cloze.retrain;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;

import cloze.artifact.UnseenDocuments;
import cloze.config.RunConfig;
import cloze.dataset.DocumentIdColumns;
import cloze.dataset.Documents;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The part of a corpus that no earlier run has seen, by split.
 *
 * @param documents number of documents
 * @param texts number of distinct texts among them
 */
record NewTexts(Map<String, Long> documents, Map<String, Long> texts) {
    /** Counts what {@code unseen} keeps of the corpus, in one pass over it, or over the part of it that {@code unseen} looks in. */
    static NewTexts of(SparkSession spark, RunConfig config, UnseenDocuments unseen) {
        List<Row> rows = unseen.sources(unseen.reader(config).sources(spark))
                .groupBy(Documents.SPLIT)
                .agg(count(lit(1)), countDistinct(DocumentIdColumns.hash(col(Documents.DOCUMENT_ID))))
                .collectAsList();
        Map<String, Long> documents = new TreeMap<>();
        Map<String, Long> texts = new TreeMap<>();
        for (Row row : rows) {
            documents.put(row.getString(0), row.getLong(1));
            texts.put(row.getString(0), row.getLong(2));
        }
        return new NewTexts(documents, texts);
    }

    /** Returns the splits with at least {@code least} texts. The others wait for more. */
    List<String> splits(long least) {
        return UnseenDocuments.ALL.splits().stream()
                .filter(split -> texts.getOrDefault(split, 0L) >= least)
                .toList();
    }

    /** Returns the number of documents of {@code split}. */
    long documents(String split) {
        return documents.getOrDefault(split, 0L);
    }

    /** Returns whether {@code splits} have all new documents, so that none is left for a later run. */
    boolean areAllIn(List<String> splits) {
        return splits.containsAll(documents.keySet());
    }

    /** Formats the counts for the terminal. */
    String shown() {
        return "%d new training documents, %d new held-out documents"
                .formatted(documents(Documents.TRAIN), documents(Documents.VALIDATION));
    }
}
