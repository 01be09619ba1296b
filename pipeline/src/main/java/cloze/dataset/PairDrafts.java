package cloze.dataset;

import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import org.apache.spark.sql.types.StructType;

/**
 * One row per example as planned from its own document, before truncation. Written by {@code PairSentences}, counted by
 * {@code cloze.quality}.
 */
public final class PairDrafts {
    public static final String SPLIT = Documents.SPLIT;
    public static final String SENTENCES = "sentences";
    public static final String SENTENCES_OF_A = "sentences_of_a";
    public static final String OWN_TOKENS = "own_tokens";
    public static final String TARGET_LENGTH = "target_length";
    public static final String CUT_TOKENS = "cut_tokens";
    public static final String CUT_IN_FRONT = "cut_in_front";

    public static final Contract CONTRACT = new Contract(
            "pair_drafts",
            new StructType()
                    .add(SPLIT, StringType, false, "train or validation")
                    .add(SENTENCES, IntegerType, false, "sentences gathered for the pair")
                    .add(SENTENCES_OF_A, IntegerType, false, "those of them before the place where the segments part")
                    .add(
                            OWN_TOKENS,
                            IntegerType,
                            false,
                            "tokens of A, and of B unless it comes from another document, before truncation")
                    .add(
                            TARGET_LENGTH,
                            IntegerType,
                            false,
                            "tokens for which the document's sentences are gathered, in the first pair of a pairing; else 0, and with windows")
                    .add(
                            CUT_TOKENS,
                            IntegerType,
                            false,
                            "tokens that truncation takes from both segments; 0 when B comes from another document")
                    .add(CUT_IN_FRONT, IntegerType, false, "those of them taken from the front of a segment"));

    private PairDrafts() {}
}
