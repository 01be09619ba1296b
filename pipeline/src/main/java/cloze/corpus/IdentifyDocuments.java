package cloze.corpus;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import cloze.corpus.read.Texts;
import cloze.dataset.Contract;
import cloze.dataset.DocumentId;
import cloze.dataset.DocumentSources;
import cloze.dataset.Documents;
import cloze.random.Seeds;
import cloze.stage.Stage;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataTypes;

/**
 * Assigns each text its identity and its split. Both depend only on the text and the seed, so adding, removing or
 * reordering other documents does not change them. Equal texts are numbered and share a split: a held-out text is never
 * trained on.
 *
 * <p>A training document of weight w becomes floor(w) documents, plus one more with a probability of the fraction of w,
 * by a keyed draw. The repeats are exact duplicates, numbered together with those in the files, so that later stages
 * draw anew for each. It does not matter which of several equal texts gets which number. They are numbered in the order
 * of their weights, so that the number of repeats does not depend on the order of rows.
 *
 * @param validationFraction share of texts held out, in [0, 1)
 * @param seed the run's seed
 */
public record IdentifyDocuments(double validationFraction, long seed) implements Stage {
    private static final String HASH = "hash";
    private static final String ORIGINAL = "original";
    private static final String COPIES = "copies";
    private static final String LAST = "last";
    private static final String OCCURRENCE = "occurrence";
    private static final int SHA_BITS = 256;

    @Override
    public Contract input() {
        return Texts.CONTRACT;
    }

    @Override
    public Contract output() {
        return Documents.CONTRACT;
    }

    /** Plans one shuffle by the text's hash, which also spreads the documents of a few large files. */
    @Override
    public Dataset<Row> plan(Dataset<Row> texts) {
        Dataset<Row> hashed = texts.select(hash(), col(Texts.TEXT), col(Texts.WEIGHT));
        return Documents.CONTRACT.select(identified(hashed, col(Texts.WEIGHT)));
    }

    /** Plans the {@link DocumentSources} of the documents of {@link #plan}, without shuffling their text. */
    Dataset<Row> sources(Dataset<Row> texts) {
        Dataset<Row> hashed = texts.select(hash(), col(Texts.SOURCE), col(Texts.SOURCE_ID), col(Texts.WEIGHT));
        return DocumentSources.CONTRACT.select(
                identified(hashed, col(Texts.WEIGHT), col(Texts.SOURCE), col(Texts.SOURCE_ID)));
    }

    private static Column hash() {
        return substring(sha2(col(Texts.TEXT).cast(DataTypes.BinaryType), SHA_BITS), 1, DocumentId.HASH_DIGITS)
                .as(HASH);
    }

    /**
     * @param order sorts equal texts; begins with their weights
     */
    private Dataset<Row> identified(Dataset<Row> hashed, Column... order) {
        double fraction = validationFraction;
        long runSeed = seed;
        UDF1<String, String> split = hash -> split(hash, fraction, runSeed);
        UDF3<String, Integer, Double, Integer> copies =
                (hash, original, weight) -> copies(hash, original, weight, fraction, runSeed);
        UserDefinedFunction splitOf = udf(split, DataTypes.StringType).asNonNullable();
        UserDefinedFunction copiesOf = udf(copies, DataTypes.IntegerType).asNonNullable();

        WindowSpec equalTexts = Window.partitionBy(HASH).orderBy(order);
        WindowSpec soFar = equalTexts.rowsBetween(Window.unboundedPreceding(), Window.currentRow());
        Column duplicateId = concat(
                col(HASH), lit(DocumentId.OCCURRENCE_SEPARATOR), col(OCCURRENCE).cast(DataTypes.StringType));
        return hashed.withColumn(ORIGINAL, row_number().over(equalTexts))
                .withColumn(COPIES, copiesOf.apply(col(HASH), col(ORIGINAL), col(Texts.WEIGHT)))
                .withColumn(LAST, sum(COPIES).over(soFar))
                .where(col(COPIES).gt(0))
                .withColumn(
                        OCCURRENCE,
                        explode(sequence(col(LAST).minus(col(COPIES)).plus(1), col(LAST))))
                .withColumn(
                        Documents.DOCUMENT_ID,
                        when(col(OCCURRENCE).equalTo(1), col(HASH)).otherwise(duplicateId))
                .withColumn(Documents.SPLIT, splitOf.apply(col(HASH)));
    }

    /**
     * Returns the split of all documents with the same text.
     *
     * @param hash id of the first of them
     */
    static String split(String hash, double validationFraction, long seed) {
        long key = Seeds.key(seed, "split", DocumentId.parse(hash).identity());
        return Seeds.unit(key) < validationFraction ? Documents.VALIDATION : Documents.TRAIN;
    }

    /**
     * Returns how many documents the {@code original}-th text with this hash becomes.
     *
     * @param original from 1
     */
    static int copies(String hash, int original, double weight, double validationFraction, long seed) {
        if (split(hash, validationFraction, seed).equals(Documents.VALIDATION)) {
            return 1;
        }
        int whole = (int) weight;
        DocumentId text = DocumentId.parse(hash);
        long key = Seeds.key(seed, "weight", text.high(), text.low(), original);
        return Seeds.unit(key) < weight - whole ? whole + 1 : whole;
    }
}
