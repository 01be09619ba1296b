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
 * Gives each text its identity and its split. Both depend on the text and the seed alone, so they stay when other documents come or go,
 * and for any order of files. Equal texts are numbered, and belong to one split: a held-out text is never trained on.
 *
 * <p>A training document of weight w becomes w documents, with a fraction of w one more or not by a keyed draw: repeats are exact duplicates,
 * numbered on with those the files themselves have, so that everything after this stage draws anew for each. Which of several equal texts
 * has which number cannot matter, since they are equal; they are drawn for in the order of their weights, so that the number of repeats does
 * not depend on the order of rows either.
 *
 * @param validationFraction share of texts held out, in [0, 1)
 * @param seed the run's seed
 */
record IdentifyDocuments(double validationFraction, long seed) implements Stage {
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

    /** Needs one shuffle by the text's hash, which also spreads the documents of few large files. */
    @Override
    public Dataset<Row> plan(Dataset<Row> texts) {
        Dataset<Row> hashed = texts.select(hash(), col(Texts.TEXT), col(Texts.WEIGHT));
        return Documents.CONTRACT.select(identified(hashed, col(Texts.WEIGHT)));
    }

    /** {@link DocumentSources} of the documents that {@link #plan} gives; no text is shuffled. */
    Dataset<Row> sources(Dataset<Row> texts) {
        Dataset<Row> hashed = texts.select(hash(), col(Texts.SOURCE), col(Texts.SOURCE_ID), col(Texts.WEIGHT));
        return DocumentSources.CONTRACT.select(
                identified(hashed, col(Texts.WEIGHT), col(Texts.SOURCE), col(Texts.SOURCE_ID)));
    }

    private static Column hash() {
        return substring(sha2(col(Texts.TEXT).cast(DataTypes.BinaryType), SHA_BITS), 1, DocumentId.HASH_DIGITS)
                .as(HASH);
    }

    /** @param order of equal texts; begins with their weights */
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
     * The split of all documents of one text.
     *
     * @param hash the id of the first of them
     */
    static String split(String hash, double validationFraction, long seed) {
        long key = Seeds.key(seed, "split", DocumentId.parse(hash).identity());
        return Seeds.unit(key) < validationFraction ? Documents.VALIDATION : Documents.TRAIN;
    }

    /**
     * How many documents the {@code original}-th of the texts with this hash becomes.
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
