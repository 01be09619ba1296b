package cloze.curate.duplicate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import cloze.config.curate.NearDuplicatesConfig;
import cloze.dataset.Contract;
import cloze.dataset.Documents;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Finds the pairs of near duplicates among documents with different texts. Candidates come from locality-sensitive
 * hashing; the Jaccard similarity of each candidate is then computed from all shingles, so that no pair below the
 * threshold is returned. A pair at the threshold is missed with a probability of at most 1 in 1,000.
 *
 * <p>Documents with the same key of a band form a bucket. In a small bucket all documents are compared with each other. In
 * a larger one each is compared with the first and with the one before it, in the order of their ids: the work grows
 * with the documents of a bucket, not with their pairs.
 *
 * @param jaccard similarity from which on two documents are near duplicates
 * @param shingleWords number of words in a shingle
 */
public record NearDuplicates(double jaccard, int shingleWords) {
    /** Ids of the documents of a pair; the first is the smaller one. */
    public static final String FIRST = "first_document_id";

    public static final String SECOND = "second_document_id";

    /** Their similarity. */
    public static final String JACCARD = "jaccard";

    private static final String ID = Documents.DOCUMENT_ID;
    private static final String KEY = "key";
    private static final String SHINGLES = "shingles";
    private static final String OTHERS = "others";

    /** Largest bucket whose documents are all compared with each other. */
    private static final int SMALL_BUCKET = 16;

    private static final Contract KEYS = new Contract(
            "band_keys",
            new StructType()
                    .add(KEY, DataTypes.LongType, false, "a band's number and hashes")
                    .add(ID, DataTypes.StringType, false, "as in documents"));

    private static final Contract SHINGLE_SETS = new Contract(
            "shingle_sets",
            new StructType()
                    .add(ID, DataTypes.StringType, false, "as in documents")
                    .add(SHINGLES, DataTypes.BinaryType, false, "sorted hashes, 8 bytes each"));

    public static NearDuplicates of(NearDuplicatesConfig config) {
        return new NearDuplicates(config.jaccard(), config.shingleWords());
    }

    /**
     * Plans each of {@code pairs} in both directions.
     *
     * @param pairs columns {@link #FIRST}, {@link #SECOND} and any others
     * @return document_id, {@code other}, and those others
     */
    public static Dataset<Row> bothWays(Dataset<Row> pairs, String other) {
        Dataset<Row> forth = pairs.withColumnRenamed(FIRST, ID).withColumnRenamed(SECOND, other);
        return forth.unionByName(pairs.withColumnRenamed(SECOND, ID).withColumnRenamed(FIRST, other));
    }

    /** Plans the pairs to compare, each once. */
    public Dataset<Row> candidates(Dataset<Row> documents) {
        WindowSpec bucket = Window.partitionBy(KEY);
        WindowSpec ordered = bucket.orderBy(ID);
        Column before = collect_list(ID).over(ordered.rowsBetween(1L - SMALL_BUCKET, -1));
        Column firstOfAll = first(ID).over(ordered.rowsBetween(Window.unboundedPreceding(), Window.currentRow()));
        Column few = functions.array(firstOfAll, lag(ID, 1).over(ordered));
        return keys(documents)
                .withColumn(
                        OTHERS,
                        when(count(lit(1)).over(bucket).leq(SMALL_BUCKET), before)
                                .otherwise(few))
                .select(explode(col(OTHERS)).as(FIRST), col(ID).as(SECOND))
                .where(col(FIRST).notEqual(col(SECOND)))
                .distinct();
    }

    private Dataset<Row> keys(Dataset<Row> documents) {
        int words = shingleWords;
        Bands bands = Bands.of(jaccard);
        MapPartitionsFunction<Row, Row> keys = rows -> keys(rows, new MinHash(bands), words);
        return documents
                .select(ID, Documents.TEXT)
                .mapPartitions(keys, KEYS.encoder())
                .toDF();
    }

    private static Iterator<Row> keys(Iterator<Row> documents, MinHash minHash, int words) {
        Iterable<Row> rows = () -> documents;
        return StreamSupport.stream(rows.spliterator(), false)
                .flatMap(row -> Arrays.stream(minHash.keys(Shingles.occurring(row.getString(1), words)))
                        .mapToObj(key -> RowFactory.create(key, row.getString(0))))
                .iterator();
    }

    /**
     * Plans those of {@code candidates} that are near duplicates, with their similarity.
     *
     * @param candidates cheap to read: they are read more than once
     */
    public Dataset<Row> verified(Dataset<Row> candidates, Dataset<Row> documents) {
        Dataset<Row> compared = candidates
                .select(col(FIRST).as(ID))
                .union(candidates.select(col(SECOND).as(ID)))
                .distinct();
        Dataset<Row> shingles =
                shingles(documents.join(compared, documents.col(ID).equalTo(compared.col(ID)), "left_semi"));
        UDF2<byte[], byte[], Double> similarity =
                (left, right) -> Shingles.jaccard(Shingles.unpacked(left), Shingles.unpacked(right));
        UserDefinedFunction similarityOf = udf(similarity, DataTypes.DoubleType);
        return candidates
                .join(shingles.select(col(ID).as(FIRST), col(SHINGLES).as("left")), FIRST)
                .join(shingles.select(col(ID).as(SECOND), col(SHINGLES).as("right")), SECOND)
                .select(
                        col(FIRST),
                        col(SECOND),
                        similarityOf.apply(col("left"), col("right")).as(JACCARD))
                .where(col(JACCARD).geq(jaccard));
    }

    private Dataset<Row> shingles(Dataset<Row> documents) {
        int words = shingleWords;
        MapFunction<Row, Row> pack =
                row -> RowFactory.create(row.getString(0), Shingles.packed(Shingles.of(row.getString(1), words)));
        return documents
                .select(ID, Documents.TEXT)
                .map(pack, SHINGLE_SETS.encoder())
                .toDF();
    }
}
