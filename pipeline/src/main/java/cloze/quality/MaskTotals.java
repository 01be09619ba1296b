package cloze.quality;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import cloze.config.ExamplesConfig;
import cloze.config.ExamplesConfig.MaskSelection;
import cloze.config.ExamplesConfig.Replacement;
import cloze.dataset.Contract;
import cloze.dataset.MaskedExamples;
import cloze.dataset.SentencePairs;
import cloze.table.SmallTable;
import cloze.vocabulary.SpecialIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Counts the tokens to be predicted, and what replaces them. */
final class MaskTotals implements Totals<MaskTotals> {
    private static final long serialVersionUID = 1L;

    /** Shares of [MASK], and of random and kept pieces, among the predicted positions (BERT paper, section 3.1). */
    static final double MASKED = 0.8;

    static final double REPLACED = 0.1;

    static final String TABLE = "masks";
    static final String SPLIT = SentencePairs.SPLIT;
    static final String TOKENS = "tokens";
    static final String POSITIONS = "positions";
    static final String SELECTED_SHARE = "selected_share";
    static final String MASKED_SHARE = "masked_share";
    static final String RANDOM_SHARE = "random_share";
    static final String KEPT_SHARE = "kept_share";

    private static final StructType SCHEMA = new StructType()
            .add(SPLIT, StringType, false)
            .add("examples", LongType, false)
            .add(TOKENS, LongType, false)
            .add(POSITIONS, LongType, false)
            .add(SELECTED_SHARE, DoubleType, false)
            .add(MASKED_SHARE, DoubleType, false)
            .add(RANDOM_SHARE, DoubleType, false)
            .add(KEPT_SHARE, DoubleType, false);

    private static final Contract CONTRACT = new Contract("measured_masks", new StructType(new StructField[] {
        column(SentencePairs.SPLIT),
        column(MaskedExamples.INPUT_IDS),
        column(MaskedExamples.MASKED_LM_POSITIONS),
        column(MaskedExamples.MASKED_LM_IDS)
    }));

    private final ExamplesConfig config;
    private final SpecialIds specials;
    private long examples;
    private long tokens;
    private long positions;
    private long masked;
    private long kept;
    private long candidates;
    private long fixedPositions;

    private MaskTotals(ExamplesConfig config, SpecialIds specials) {
        this.config = config;
        this.specials = specials;
    }

    private static StructField column(String name) {
        return MaskedExamples.CONTRACT.schema().apply(name);
    }

    /** Computes the totals of each split of {@code examples} ({@link MaskedExamples}). */
    static Map<String, MaskTotals> of(Dataset<Row> examples, ExamplesConfig config, SpecialIds specials) {
        return SplitTotals.of(examples, CONTRACT, () -> new MaskTotals(config, specials));
    }

    static SmallTable table(Map<String, MaskTotals> splits) {
        List<Row> rows = new ArrayList<>();
        splits.forEach((split, totals) -> rows.add(totals.toRow(split)));
        return new SmallTable(SCHEMA, rows);
    }

    @Override
    public void add(Row row) {
        int[] seen = CONTRACT.ints(row, MaskedExamples.INPUT_IDS);
        int[] selected = CONTRACT.ints(row, MaskedExamples.MASKED_LM_POSITIONS);
        int[] originals = CONTRACT.ints(row, MaskedExamples.MASKED_LM_IDS);
        examples++;
        tokens += seen.length;
        positions += selected.length;
        fixedPositions += Math.min(config.predictions(seen.length), seen.length - ExamplesConfig.SPECIALS_PER_EXAMPLE);
        candidates += selected.length;
        for (int id : seen) {
            candidates += specials.contains(id) ? 0 : 1;
        }
        for (int i = 0; i < selected.length; i++) {
            int id = seen[selected[i]];
            masked += id == specials.mask() ? 1 : 0;
            kept += id == originals[i] ? 1 : 0;
            // The loop above counted the replacement, not the original.
            candidates -= specials.contains(id) ? 0 : 1;
        }
    }

    @Override
    public void add(MaskTotals other) {
        examples += other.examples;
        tokens += other.tokens;
        positions += other.positions;
        masked += other.masked;
        kept += other.kept;
        candidates += other.candidates;
        fixedPositions += other.fixedPositions;
    }

    /**
     * Adds the draws' shares to {@code table}. With whole words the share of predicted positions follows no simple
     * rule, because a word that exceeds the count is skipped.
     */
    void addTo(DistributionTable table, String split) {
        if (!config.doWholeWordMask()) {
            addSelection(table, split);
        }
        // A random piece may equal the original and, if all pieces may be drawn, [MASK].
        boolean all = config.replacement() == Replacement.ALL;
        int drawable = all ? specials.vocabularySize() : specials.vocabularySize() - specials.ascending().length;
        double again = REPLACED / drawable;
        double asMask = all ? again : 0;
        String among = "predicted positions";
        table.add(split, "[MASK] stands there", among, Chances.of(positions, masked, MASKED + asMask));
        table.add(
                split,
                "another piece stands there",
                among,
                Chances.of(positions, positions - masked - kept, REPLACED - again - asMask));
        table.add(split, "the piece is kept", among, Chances.of(positions, kept, REPLACED + again));
    }

    private void addSelection(DistributionTable table, String split) {
        String event = "the position is predicted";
        if (config.maskSelection() == MaskSelection.FIXED_COUNT) {
            table.add(split, event, "all positions", Chances.certain(tokens, positions, fixedPositions));
        } else {
            table.add(
                    split,
                    event,
                    "positions without a special",
                    Chances.of(candidates, positions, config.maskedLmProb()));
        }
    }

    private Row toRow(String split) {
        return RowFactory.create(
                split,
                examples,
                tokens,
                positions,
                Shares.of(positions, tokens),
                Shares.of(masked, positions),
                Shares.of(positions - masked - kept, positions),
                Shares.of(kept, positions));
    }
}
