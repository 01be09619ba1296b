package cloze.dataset;

import static org.apache.spark.sql.types.DataTypes.IntegerType;

import org.apache.spark.sql.types.ArrayType;

/**
 * One row per example with its masks drawn. Written by {@code MaskTokens}, read by {@code cloze.shard} and by the
 * evaluation.
 */
public final class MaskedExamples {
    public static final String INPUT_IDS = "input_ids";
    public static final String MASKED_LM_POSITIONS = "masked_lm_positions";
    public static final String MASKED_LM_IDS = "masked_lm_ids";

    public static final Contract CONTRACT = new Contract(
            "masked_examples",
            SentencePairs.CONTRACT
                    .schema()
                    .add(
                            INPUT_IDS,
                            new ArrayType(IntegerType, false),
                            false,
                            "token_ids with the selected positions replaced")
                    .add(MASKED_LM_POSITIONS, new ArrayType(IntegerType, false), false, "selected positions, ascending")
                    .add(MASKED_LM_IDS, new ArrayType(IntegerType, false), false, "the original ids there"));

    private MaskedExamples() {}
}
