package cloze.pair;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.xxhash64;

import cloze.dataset.TokenizedSentences;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Numbers the documents of each split 0 to n-1 without listing them: documents fall into a fixed number of buckets by a hash of their
 * id; a document's rank is the number of documents in lower buckets plus its place, by id, in its own.
 */
final class DocumentRanks implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Bounds what the driver holds; a bucket of a split of 10 million documents has about 2,400. */
    private static final int BUCKETS = 4096;

    /** For each split the first rank of each bucket, and behind the last bucket the number of documents. */
    private final TreeMap<String, long[]> firstRanks;

    private DocumentRanks(Map<String, long[]> firstRanks) {
        this.firstRanks = new TreeMap<>(firstRanks);
    }

    /** The bucket of a row's document. The hash of the whole id spreads exact duplicates, whose first digits agree. */
    static Column bucket() {
        return pmod(xxhash64(col(TokenizedSentences.DOCUMENT_ID)), lit(BUCKETS)).cast("int");
    }

    /** Counts the documents of each split and bucket: one small aggregation, at most {@value #BUCKETS} rows per split. */
    static DocumentRanks count(Dataset<Row> documents) {
        var counts = new TreeMap<String, long[]>();
        for (Row row : documents
                .groupBy(col(TokenizedSentences.SPLIT), bucket().as("bucket"))
                .count()
                .collectAsList()) {
            counts.computeIfAbsent(row.getString(0), split -> new long[BUCKETS + 1])[row.getInt(1) + 1] =
                    row.getLong(2);
        }
        for (long[] ranks : counts.values()) {
            for (int bucket = 0; bucket < BUCKETS; bucket++) {
                ranks[bucket + 1] += ranks[bucket];
            }
        }
        return new DocumentRanks(counts);
    }

    /** Rank of the first document of {@code bucket}. */
    long first(String split, int bucket) {
        return firstRanks.get(split)[bucket];
    }

    /** How many documents {@code split} has. */
    long documents(String split) {
        return firstRanks.containsKey(split) ? firstRanks.get(split)[BUCKETS] : 0;
    }

    /** Each split that has documents, with how many. */
    Map<String, Long> documents() {
        var documents = new TreeMap<String, Long>();
        firstRanks.forEach((split, ranks) -> documents.put(split, ranks[BUCKETS]));
        return documents;
    }
}
