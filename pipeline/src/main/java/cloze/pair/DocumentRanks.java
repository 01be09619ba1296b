package cloze.pair;

import cloze.parallel.JavaSerialized;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;

/**
 * Ranks the documents of each split from 0 to n-1 without listing them, and knows where each rank lies. A document's
 * rank is the number of documents in lower buckets plus its place in its own; see {@link PlacedDocuments}. The
 * occurrence number of the first row of a text is therefore the number of its copies.
 */
final class DocumentRanks implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int BUCKETS = PlacedDocuments.BUCKETS;

    /** For each split, the first rank of each bucket, followed by the number of documents. */
    private final TreeMap<String, long[]> firstRanks = new TreeMap<>();

    /** For each split, its documents and texts. */
    private final TreeMap<String, Count> sizes = new TreeMap<>();

    /** For each bucket, the number of documents of all splits in lower buckets, followed by the number of documents. */
    private final long[] firstPositions = new long[BUCKETS + 1];

    /** For each bucket, the partition it lies in; -1 if it is empty. */
    private final int[] partitions = new int[BUCKETS];

    private DocumentRanks() {}

    /**
     * Counts the documents of each split and bucket. Runs one Spark job that returns at most {@value #BUCKETS} counts per
     * split.
     *
     * @return empty if the documents are not placed
     */
    static Optional<DocumentRanks> count(JavaRDD<Row> documents) {
        List<PlaceCount> counts = JavaSerialized.collect(documents.mapPartitions(rows ->
                List.of(PlaceCount.of(TaskContext.getPartitionId(), rows)).iterator()));
        var ranks = new DocumentRanks();
        Arrays.fill(ranks.partitions, -1);
        for (PlaceCount count : counts) {
            if (!count.isSorted() || !ranks.add(count)) {
                return Optional.empty();
            }
        }
        for (long[] first : ranks.firstRanks.values()) {
            Arrays.parallelPrefix(first, Long::sum);
            Arrays.setAll(ranks.firstPositions, bucket -> ranks.firstPositions[bucket] + first[bucket]);
        }
        return Optional.of(ranks);
    }

    /** Returns whether no bucket of {@code part} lies in another partition too. */
    private boolean add(PlaceCount part) {
        for (Map.Entry<String, TreeMap<Integer, Count>> split : part.counts().entrySet()) {
            long[] first = firstRanks.computeIfAbsent(split.getKey(), key -> new long[BUCKETS + 1]);
            for (Map.Entry<Integer, Count> cell : split.getValue().entrySet()) {
                int bucket = cell.getKey();
                if (partitions[bucket] >= 0 && partitions[bucket] != part.partition()) {
                    return false;
                }
                partitions[bucket] = part.partition();
                first[bucket + 1] = cell.getValue().documents();
                sizes.merge(split.getKey(), cell.getValue(), Count::plus);
            }
        }
        return true;
    }

    /** Returns the rank of the first document of {@code bucket}. */
    long first(String split, int bucket) {
        return firstRanks.get(split)[bucket];
    }

    /** Returns the number of documents in {@code split}. */
    long documents(String split) {
        return sizes.getOrDefault(split, Count.NONE).documents();
    }

    /** Returns the documents and texts of each split that has some. */
    Map<String, Count> sizes() {
        return sizes;
    }

    /**
     * Returns the position of a document among the documents of all splits, in the order of {@link PlacedDocuments}. The
     * rank must exist.
     */
    long position(String split, long rank) {
        long[] first = firstRanks.get(split);
        int bucket = upTo(first, rank);
        long position = rank + firstPositions[bucket] - first[bucket];
        for (String before : firstRanks.headMap(split).keySet()) {
            long[] others = firstRanks.get(before);
            position += others[bucket + 1] - others[bucket];
        }
        return position;
    }

    /** Returns the position of the first document of {@code bucket}. */
    long firstPosition(int bucket) {
        return firstPositions[bucket];
    }

    /** Returns the partition that holds the document at {@code position}. */
    int partition(long position) {
        return partitions[upTo(firstPositions, position)];
    }

    /** Returns the last bucket that is not empty and whose first value is at most {@code wanted}. */
    private static int upTo(long[] firstValues, long wanted) {
        int low = 0;
        int high = BUCKETS;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (firstValues[middle] <= wanted) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
