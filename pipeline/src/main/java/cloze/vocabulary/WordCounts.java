package cloze.vocabulary;

import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import cloze.dataset.Contract;
import cloze.dataset.Documents;
import org.apache.spark.sql.types.StructType;

/**
 * One row per split and distinct word. Written by {@link CountWords}, read by {@link TrainVocabulary} and
 * {@code MeasureCoverage}.
 */
public final class WordCounts {
    public static final String SPLIT = Documents.SPLIT;
    public static final String WORD = "word";
    public static final String COUNT = "count";

    public static final Contract CONTRACT = new Contract(
            "word_counts",
            new StructType()
                    .add(SPLIT, StringType, false, "train or validation")
                    .add(WORD, StringType, false, "a word as the basic tokenizer cuts it, never empty")
                    .add(COUNT, LongType, false, "how often it occurs in the split, at least 1"));

    private WordCounts() {}
}
