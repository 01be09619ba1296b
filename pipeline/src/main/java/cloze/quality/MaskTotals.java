package cloze.quality;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import cloze.dataset.Contract;
import cloze.dataset.MaskedExamples;
import cloze.dataset.SentencePairs;
import cloze.dataset.SmallTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** What share of the tokens is predicted, and what stands in their place. */
final class MaskTotals implements Totals<MaskTotals> {
    private static final long serialVersionUID = 1L;

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

    private final int mask;
    private long examples;
    private long tokens;
    private long positions;
    private long masked;
    private long kept;

    /**
     * @param mask id of [MASK]
     */
    private MaskTotals(int mask) {
        this.mask = mask;
    }

    private static StructField column(String name) {
        return MaskedExamples.CONTRACT.schema().apply(name);
    }

    /** The table of {@code examples}: {@link MaskedExamples}. */
    static SmallTable table(Dataset<Row> examples, int mask) {
        Map<String, MaskTotals> splits = SplitTotals.of(examples, CONTRACT, () -> new MaskTotals(mask));
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
        for (int i = 0; i < selected.length; i++) {
            masked += seen[selected[i]] == mask ? 1 : 0;
            kept += seen[selected[i]] == originals[i] ? 1 : 0;
        }
    }

    @Override
    public void add(MaskTotals other) {
        examples += other.examples;
        tokens += other.tokens;
        positions += other.positions;
        masked += other.masked;
        kept += other.kept;
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
