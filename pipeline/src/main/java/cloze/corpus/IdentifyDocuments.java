package cloze.corpus;

import static org.apache.spark.sql.functions.coalesce;
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
import java.util.Optional;
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
 * @param difference what the texts are a part of, if they are not a whole corpus
 */
public record IdentifyDocuments(double validationFraction, long seed, Optional<CorpusDifference> difference)
        implements Stage {
    private static final String HASH = SeenDocuments.HASH;
    private static final String ORIGINAL = "original";

    /** Column with the number of documents that a text becomes. */
    static final String COPIES = "copies";

    private static final String LAST = "last";
    private static final String OCCURRENCE = "occurrence";
    private static final int SHA_BITS = 256;

    /** Creates a stage for whole corpora. */
    public IdentifyDocuments(double validationFraction, long seed) {
        this(validationFraction, seed, Optional.empty());
    }

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
        UserDefinedFunction splitOf = udf(split, DataTypes.StringType).asNonNullable();

        WindowSpec equalTexts = Window.partitionBy(HASH).orderBy(order);
        WindowSpec soFar = equalTexts.rowsBetween(Window.unboundedPreceding(), Window.currentRow());
        Column duplicateId = concat(
                col(HASH), lit(DocumentId.OCCURRENCE_SEPARATOR), col(OCCURRENCE).cast(DataTypes.StringType));
        Dataset<Row> numbered = hashed.withColumn(ORIGINAL, row_number().over(equalTexts))
                .withColumn(COPIES, copies(col(ORIGINAL)))
                .withColumn(LAST, sum(COPIES).over(soFar));
        return afterEarlierOnes(numbered)
                .where(col(COPIES).gt(0))
                .withColumn(
                        OCCURRENCE,
                        explode(sequence(col(LAST).minus(col(COPIES)).plus(1), col(LAST))))
                .where(col(OCCURRENCE).gt(0))
                .withColumn(
                        Documents.DOCUMENT_ID,
                        when(col(OCCURRENCE).equalTo(1), col(HASH)).otherwise(duplicateId))
                .withColumn(Documents.SPLIT, splitOf.apply(col(HASH)));
    }

    /** Continues the numbers of equal texts where those end that were there before. */
    private Dataset<Row> afterEarlierOnes(Dataset<Row> numbered) {
        if (difference.isEmpty()) {
            return numbered;
        }
        Dataset<Row> balance = difference.get().balance();
        return numbered.join(balance, numbered.col(HASH).equalTo(balance.col(HASH)), "left_outer")
                .drop(balance.col(HASH))
                .withColumn(LAST, col(LAST).plus(coalesce(col(CorpusDifference.BEFORE), lit(0L))));
    }

    /**
     * Plans the hash and the source of each text, and the number of documents that it becomes, {@value #COPIES}. Weights must be whole numbers, because
     * a draw for a fraction depends on the equal texts before.
     */
    Dataset<Row> documents(Dataset<Row> texts) {
        return texts.select(hash(), col(Texts.SOURCE), col(Texts.WEIGHT))
                .select(col(HASH), col(Texts.SOURCE), copies(lit(1)).as(COPIES));
    }

    private Column copies(Column original) {
        double fraction = validationFraction;
        long runSeed = seed;
        UDF3<String, Integer, Double, Integer> copies =
                (hash, number, weight) -> copies(hash, number, weight, fraction, runSeed);
        return udf(copies, DataTypes.IntegerType).asNonNullable().apply(col(HASH), original, col(Texts.WEIGHT));
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
