package cloze.corpus;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import cloze.dataset.Contract;
import cloze.dataset.DocumentId;
import cloze.dataset.Documents;
import cloze.random.Seeds;
import cloze.stage.Stage;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;

/**
 * Gives each text its identity and its split. Both depend on the text and the seed alone, so they stay when other documents come or go,
 * and for any order of files. Equal texts are numbered; which of them is the first cannot matter, since they are equal.
 *
 * @param validationFraction share of documents held out, in [0, 1)
 * @param seed the run's seed
 */
record IdentifyDocuments(double validationFraction, long seed) implements Stage {
    private static final String HASH = "hash";
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
        double fraction = validationFraction;
        long runSeed = seed;
        UDF1<String, String> split = id -> split(id, fraction, runSeed);
        UserDefinedFunction splitOf = udf(split, DataTypes.StringType).asNonNullable();

        Column hash = substring(sha2(col(Texts.TEXT).cast(DataTypes.BinaryType), SHA_BITS), 1, DocumentId.HASH_DIGITS);
        Column duplicateId = concat(
                col(HASH), lit(DocumentId.OCCURRENCE_SEPARATOR), col(OCCURRENCE).cast(DataTypes.StringType));
        var equalTexts = Window.partitionBy(HASH).orderBy(HASH);
        Dataset<Row> identified = texts.withColumn(HASH, hash)
                .withColumn(OCCURRENCE, row_number().over(equalTexts))
                .withColumn(
                        Documents.DOCUMENT_ID,
                        when(col(OCCURRENCE).equalTo(1), col(HASH)).otherwise(duplicateId))
                .withColumn(Documents.SPLIT, splitOf.apply(col(Documents.DOCUMENT_ID)));
        return Documents.CONTRACT.select(identified);
    }

    /** The split of one document. */
    static String split(String documentId, double validationFraction, long seed) {
        long key = Seeds.key(seed, "split", DocumentId.parse(documentId).identity());
        return Seeds.unit(key) < validationFraction ? Documents.VALIDATION : Documents.TRAIN;
    }
}
