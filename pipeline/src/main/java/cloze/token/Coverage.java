package cloze.token;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import cloze.dataset.Contract;
import cloze.dataset.Documents;
import org.apache.spark.sql.types.StructType;

/** How a vocabulary covers a corpus, one row per split. Written by {@link MeasureCoverage}. */
public final class Coverage {
    public static final String SPLIT = Documents.SPLIT;
    public static final String WORDS = "words";
    public static final String TOKENS = "tokens";
    public static final String TOKENS_PER_WORD = "tokens_per_word";
    public static final String UNK_SHARE = "unk_share";

    public static final Contract CONTRACT = new Contract(
            "coverage",
            new StructType()
                    .add(SPLIT, StringType, false, "train or validation")
                    .add(WORDS, LongType, false, "words as the basic tokenizer cuts them, repetitions counted")
                    .add(TOKENS, LongType, false, "pieces of these words")
                    .add(TOKENS_PER_WORD, DoubleType, false, "tokens / words, at least 1")
                    .add(UNK_SHARE, DoubleType, false, "share of the tokens that are [UNK]"));

    private Coverage() {}
}
