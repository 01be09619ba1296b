package cloze.pair;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import cloze.dataset.DocumentId;
import cloze.dataset.TokenizedSentences;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Ranks the documents of each split from 0 to n-1 without listing them. A hash of their text assigns documents to a
 * fixed number of buckets. A document's rank is the number of documents in lower buckets plus its place in its own,
 * ordered by text, with the last copy of a text first. The occurrence number of the first row of a text is therefore
 * the number of its copies.
 */
final class DocumentRanks implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Bounds the driver's memory. For a split of 10 million documents a bucket has about 2,400. */
    private static final int BUCKETS = 4096;

    private static final int MOST_OCCURRENCE_DIGITS = 19;

    private static final Column ID = col(TokenizedSentences.DOCUMENT_ID);

    /** For each split, the first rank of each bucket, followed by the number of documents. */
    private final TreeMap<String, long[]> firstRanks = new TreeMap<>();

    /** For each split, the number of distinct texts. */
    private final TreeMap<String, Long> texts = new TreeMap<>();

    private DocumentRanks() {}

    /** Assigns a row's document to a bucket. All copies of a text share a bucket, so that one task can rank them. */
    static Column bucket() {
        return pmod(xxhash64(text()), lit(BUCKETS)).cast("int");
    }

    /** Returns the order of documents within a split and bucket. */
    static List<Column> order() {
        Column occurrence = substring(
                ID, DocumentId.HASH_DIGITS + DocumentId.OCCURRENCE_SEPARATOR.length() + 1, MOST_OCCURRENCE_DIGITS);
        return List.of(
                text(),
                when(isCopy(), occurrence.cast("long")).otherwise(lit(1L)).desc());
    }

    private static Column text() {
        return substring(ID, 1, DocumentId.HASH_DIGITS);
    }

    private static Column isCopy() {
        return length(ID).gt(DocumentId.HASH_DIGITS);
    }

    /**
     * Counts the documents of each split and bucket: one small aggregation, at most {@value #BUCKETS} rows per split.
     */
    static DocumentRanks count(Dataset<Row> documents) {
        var counted = new DocumentRanks();
        for (Row row : documents
                .groupBy(col(TokenizedSentences.SPLIT), bucket().as("bucket"))
                .agg(sum(lit(1L)), sum(when(isCopy(), lit(0L)).otherwise(lit(1L))))
                .collectAsList()) {
            String split = row.getString(0);
            counted.firstRanks.computeIfAbsent(split, key -> new long[BUCKETS + 1])[row.getInt(1) + 1] = row.getLong(2);
            counted.texts.merge(split, row.getLong(3), Long::sum);
        }
        for (long[] ranks : counted.firstRanks.values()) {
            for (int bucket = 0; bucket < BUCKETS; bucket++) {
                ranks[bucket + 1] += ranks[bucket];
            }
        }
        return counted;
    }

    /** Returns the rank of the first document of {@code bucket}. */
    long first(String split, int bucket) {
        return firstRanks.get(split)[bucket];
    }

    /** Returns the number of documents in {@code split}. */
    long documents(String split) {
        return firstRanks.containsKey(split) ? firstRanks.get(split)[BUCKETS] : 0;
    }

    /** Returns the number of distinct texts in {@code split}. */
    long texts(String split) {
        return texts.getOrDefault(split, 0L);
    }

    /** Returns the splits that have documents. */
    Set<String> splits() {
        return Set.copyOf(firstRanks.keySet());
    }
}
