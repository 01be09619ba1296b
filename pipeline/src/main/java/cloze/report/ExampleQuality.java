package cloze.report;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;

import cloze.dataset.MaskedExamples;
import cloze.dataset.SentencePairs;
import cloze.dataset.SmallTable;
import cloze.dataset.TokenizedSentences;
import cloze.vocabulary.Vocabulary;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What the prepared examples are like: one table per question. Each table is one Spark job over columns that are there already. */
public final class ExampleQuality {
    /** Width of a bin of the length histogram, in tokens. */
    private static final int LENGTH_BIN = 16;

    private ExampleQuality() {}

    /** How much text there is: documents, sentences, tokens, and the share of tokens no piece covers, per split. */
    public static SmallTable documents(Dataset<Row> tokenized, Vocabulary vocabulary) {
        Column tokens = size(col(TokenizedSentences.TOKEN_IDS));
        Column sentences = size(col(TokenizedSentences.SENTENCE_ENDS));
        Column unknown =
                expr("size(filter(%s, id -> id = %d))".formatted(TokenizedSentences.TOKEN_IDS, vocabulary.unk()));
        return collected(tokenized
                .groupBy(TokenizedSentences.SPLIT)
                .agg(
                        count(lit(1)).as("documents"),
                        sum(sentences).as("sentences"),
                        sum(tokens).as("tokens"),
                        sum(sentences.equalTo(1).cast("long")).as("one_sentence_documents"),
                        sum(unknown).divide(sum(tokens)).as("unk_share"),
                        sum(tokens).divide(sum(sentences)).as("tokens_per_sentence"))
                .orderBy(TokenizedSentences.SPLIT));
    }

    /** How many pairs, how long, and how many of them are random next sentences, per split. */
    public static SmallTable pairs(Dataset<Row> pairs) {
        Column length = size(col(SentencePairs.TOKEN_IDS));
        return collected(pairs.groupBy(SentencePairs.SPLIT)
                .agg(
                        count(lit(1)).as("examples"),
                        avg(SentencePairs.NEXT_SENTENCE_LABELS).as("random_next_share"),
                        sum(length).as("tokens"),
                        avg(length).as("mean_length"),
                        max(length).as("longest"))
                .orderBy(SentencePairs.SPLIT));
    }

    /** Pairs per split and length, in bins of 16 tokens named by their smallest length. */
    public static SmallTable lengths(Dataset<Row> pairs) {
        Column bin = floor(size(col(SentencePairs.TOKEN_IDS)).divide(LENGTH_BIN))
                .multiply(LENGTH_BIN)
                .cast("int");
        return collected(pairs.groupBy(col(SentencePairs.SPLIT), bin.as("length_from"))
                .agg(count(lit(1)).as("examples"))
                .orderBy(SentencePairs.SPLIT, "length_from"));
    }

    /** What share of the tokens is predicted, and what stands in their place: the rule is 15 %, of these 80 / 10 / 10. */
    public static SmallTable masks(Dataset<Row> masked, Vocabulary vocabulary) {
        // For each selected position, what the network sees there beside what belongs there.
        Dataset<Row> positions = masked.select(
                col(SentencePairs.SPLIT),
                size(col(SentencePairs.TOKEN_IDS)).as("length"),
                size(col(MaskedExamples.MASKED_LM_POSITIONS)).as("selected"),
                expr("size(filter(%s, position -> element_at(%s, position + 1) = %d))"
                                .formatted(
                                        MaskedExamples.MASKED_LM_POSITIONS,
                                        MaskedExamples.INPUT_IDS,
                                        vocabulary.mask()))
                        .as("masked"),
                expr("size(filter(%1$s, position -> element_at(%2$s, position + 1) = element_at(%3$s, position + 1)))"
                                .formatted(
                                        MaskedExamples.MASKED_LM_POSITIONS,
                                        MaskedExamples.INPUT_IDS,
                                        SentencePairs.TOKEN_IDS))
                        .as("kept"));
        return collected(positions
                .groupBy(SentencePairs.SPLIT)
                .agg(
                        sum("selected").as("positions"),
                        sum("selected").divide(sum("length")).as("selected_share"),
                        sum("masked").divide(sum("selected")).as("masked_share"),
                        sum(col("selected").minus(col("masked")).minus(col("kept")))
                                .divide(sum("selected"))
                                .as("random_share"),
                        sum("kept").divide(sum("selected")).as("kept_share"))
                .orderBy(SentencePairs.SPLIT));
    }

    private static SmallTable collected(Dataset<Row> table) {
        return new SmallTable(table.schema(), table.collectAsList());
    }
}
