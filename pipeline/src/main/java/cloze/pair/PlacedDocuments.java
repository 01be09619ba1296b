package cloze.pair;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.xxhash64;
import static org.apache.spark.sql.types.DataTypes.IntegerType;

import cloze.dataset.Contract;
import cloze.dataset.DocumentIdColumns;
import cloze.dataset.TokenizedSentences;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Tokenized documents where pairing wants them. A hash of their text assigns documents to a fixed number of buckets.
 * Each bucket lies in one partition, and a partition is sorted by bucket, split, text and occurrence, with the last
 * copy of a text first. Documents stay in this place: pairing moves the requests to them.
 */
final class PlacedDocuments {
    /** Bounds the driver's memory. For a split of 10 million documents a bucket has about 2,400. */
    static final int BUCKETS = 4096;

    static final String BUCKET = "bucket";

    /** {@link TokenizedSentences} with their bucket. */
    static final Contract CONTRACT = new Contract(
            "placed_documents",
            TokenizedSentences.CONTRACT.schema().add(BUCKET, IntegerType, false, "0 to " + (BUCKETS - 1)));

    private static final Column ID = col(TokenizedSentences.DOCUMENT_ID);

    private PlacedDocuments() {}

    /** Places {@code documents}. Plans one shuffle, the only one that moves their tokens. */
    static Dataset<Row> of(Dataset<Row> documents) {
        return documents
                .repartition(bucket())
                .sortWithinPartitions(
                        bucket(),
                        col(TokenizedSentences.SPLIT),
                        DocumentIdColumns.hash(ID),
                        DocumentIdColumns.occurrence(ID).desc());
    }

    /** Returns the documents of each partition in their order, in the form of {@link #CONTRACT}. */
    static JavaRDD<Row> rows(Dataset<Row> documents) {
        return CONTRACT.typed(documents.withColumn(BUCKET, bucket())).toJavaRDD();
    }

    private static Column bucket() {
        return pmod(xxhash64(DocumentIdColumns.hash(ID)), lit(BUCKETS)).cast(IntegerType);
    }
}
