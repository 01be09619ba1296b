package cloze.quality;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftrightunsigned;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import cloze.dataset.Documents;
import cloze.dataset.TokenizedSentences;
import cloze.table.SmallTable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Text that occurs more than once, within a split or in both: the tables duplicates and leaks.
 *
 * @param units how often each kind of unit occurs
 */
record Repetition(Map<RepeatedUnit, Repeats> units) {
    static final String DUPLICATES = "duplicates";
    static final String SPLIT = Documents.SPLIT;
    static final String DUPLICATE_DOCUMENT_SHARE = "duplicate_document_share";

    static final String LEAKS = "leaks";
    static final String UNIT = "unit";
    static final String VALIDATION = "validation";
    static final String LEAKED_SHARE = "leaked_share";

    /** Values of {@link #UNIT} that a gate checks. */
    static final String EQUAL_DOCUMENTS = "documents of equal tokens";

    static final String LONG_SENTENCES = "sentences of more than " + RepeatedUnit.SHORT_SENTENCE + " tokens";

    private static final StructType DUPLICATES_SCHEMA = new StructType()
            .add(SPLIT, StringType, false)
            .add("documents", LongType, false)
            .add("duplicate_documents", LongType, false)
            .add(DUPLICATE_DOCUMENT_SHARE, DoubleType, false)
            .add("sentences", LongType, false)
            .add("duplicate_sentences", LongType, false)
            .add("duplicate_sentence_share", DoubleType, false);

    private static final StructType LEAKS_SCHEMA = new StructType()
            .add(UNIT, StringType, false)
            .add(VALIDATION, LongType, false)
            .add("leaked", LongType, false)
            .add(LEAKED_SHARE, DoubleType, false);

    Repetition {
        units = Map.copyOf(units);
    }

    /**
     * Counts repetition in {@code tokenized} ({@link TokenizedSentences}). Runs one Spark job, whose shuffle carries 24
     * bytes per distinct sentence.
     */
    static Repetition of(Dataset<Row> tokenized) {
        Column value = col("value");
        Column inValidation = value.bitwiseAND((1 << Fingerprints.SPLIT_BITS) - 1);
        Column unit =
                col("fingerprint").bitwiseAND((1 << Fingerprints.UNIT_BITS) - 1).cast(IntegerType);
        Column train = col("in_train");
        Column validation = col("in_validation");
        Dataset<Row> counts = TokenizedSentences.CONTRACT
                .typed(tokenized)
                .flatMap(new Fingerprints(), Encoders.LONG())
                .groupBy(shiftrightunsigned(value, Fingerprints.SPLIT_BITS).as("fingerprint"))
                .agg(
                        count(value).minus(sum(inValidation)).as("in_train"),
                        sum(inValidation).as("in_validation"))
                .groupBy(unit.as("unit"))
                .agg(
                        sum(train),
                        sum(train.gt(0).cast(LongType)),
                        sum(validation),
                        sum(validation.gt(0).cast(LongType)),
                        sum(when(train.gt(0), validation).otherwise(lit(0L))));
        var units = new EnumMap<RepeatedUnit, Repeats>(RepeatedUnit.class);
        for (Row row : counts.collectAsList()) {
            units.put(
                    RepeatedUnit.of(row.getInt(0)),
                    new Repeats(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)));
        }
        return new Repetition(units);
    }

    private Repeats of(RepeatedUnit unit) {
        return units.getOrDefault(unit, Repeats.NONE);
    }

    private Repeats sentences() {
        return of(RepeatedUnit.SHORT_SENTENCE_TOKENS).plus(of(RepeatedUnit.LONG_SENTENCE_TOKENS));
    }

    /**
     * Reports duplicates per split: documents by text, sentences by tokens. The first occurrence is not a duplicate.
     */
    SmallTable duplicates() {
        Repeats documents = of(RepeatedUnit.DOCUMENT_TEXT);
        List<Row> rows = new ArrayList<>();
        if (documents.train() > 0) {
            rows.add(duplicates(
                    Documents.TRAIN,
                    documents.train(),
                    documents.distinctTrain(),
                    sentences().train(),
                    sentences().distinctTrain()));
        }
        if (documents.validation() > 0) {
            rows.add(duplicates(
                    Documents.VALIDATION,
                    documents.validation(),
                    documents.distinctValidation(),
                    sentences().validation(),
                    sentences().distinctValidation()));
        }
        return new SmallTable(DUPLICATES_SCHEMA, rows);
    }

    private static Row duplicates(
            String split, long documents, long distinctDocuments, long sentences, long distinctSentences) {
        return RowFactory.create(
                split,
                documents,
                documents - distinctDocuments,
                Shares.of(documents - distinctDocuments, documents),
                sentences,
                sentences - distinctSentences,
                Shares.of(sentences - distinctSentences, sentences));
    }

    /** Reports what validation shares with train, which held-out text should not. */
    SmallTable leaks() {
        return new SmallTable(
                LEAKS_SCHEMA,
                List.of(
                        leaks("documents of equal text", of(RepeatedUnit.DOCUMENT_TEXT)),
                        leaks(EQUAL_DOCUMENTS, of(RepeatedUnit.DOCUMENT_TOKENS)),
                        leaks("sentences", sentences()),
                        leaks(LONG_SENTENCES, of(RepeatedUnit.LONG_SENTENCE_TOKENS))));
    }

    private static Row leaks(String unit, Repeats repeats) {
        return RowFactory.create(
                unit, repeats.validation(), repeats.leaked(), Shares.of(repeats.leaked(), repeats.validation()));
    }
}
