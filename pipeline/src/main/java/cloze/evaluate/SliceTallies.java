package cloze.evaluate;

import cloze.table.SmallTable;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A tally of each slice. Merges with that of other examples. */
public final class SliceTallies implements Serializable {
    private static final long serialVersionUID = 1L;

    private final TreeMap<Slice, Tally> tallies = new TreeMap<>();

    /** Adds {@code answers} to each of {@code slices}. */
    void add(List<Slice> slices, Tally answers) {
        slices.forEach(slice -> of(slice).add(answers, 1));
    }

    void merge(SliceTallies other) {
        other.tallies.forEach((slice, tally) -> of(slice).add(tally, 1));
    }

    private Tally of(Slice slice) {
        return tallies.computeIfAbsent(slice, first -> new Tally());
    }

    /**
     * One row per slice, kinds in their order: counts, the model's metrics, baselines and ceilings. A ceiling is how often the best reader was
     * right on these very positions: how often it expects to be says little of positions chosen by the hidden word. Next-sentence cells
     * stay empty where a slice cuts through pairs.
     */
    public SmallTable table(String variant) {
        List<Row> rows = new ArrayList<>();
        tallies.forEach((slice, tally) -> rows.add(RowFactory.create(
                variant,
                slice.kind().key(),
                slice.value(),
                tally.maskedLmCount(),
                NullableNumber.number(tally.maskedLmAccuracy()),
                NullableNumber.number(tally.maskedLmLoss()),
                NullableNumber.number(tally.score(Measure.UNIGRAM).accuracy()),
                NullableNumber.number(tally.score(Measure.BIGRAM).accuracy()),
                NullableNumber.number(
                        tally.score(Measure.CEILING_MASKED_LM_EMPIRICAL).accuracy()),
                NullableNumber.number(
                        tally.score(Measure.CEILING_MASKED_LM_EMPIRICAL).loss()),
                tally.nextSentenceCount(),
                NullableNumber.number(tally.nextSentenceAccuracy()),
                NullableNumber.number(
                        tally.score(Measure.CEILING_NEXT_SENTENCE_EMPIRICAL).accuracy()))));
        var schema = new StructType()
                .add("variant", DataTypes.StringType)
                .add("slice", DataTypes.StringType)
                .add("value", DataTypes.StringType)
                .add("masked_lm_count", DataTypes.LongType)
                .add("masked_lm_accuracy", DataTypes.DoubleType)
                .add("masked_lm_loss", DataTypes.DoubleType)
                .add("unigram_baseline_accuracy", DataTypes.DoubleType)
                .add("bigram_baseline_accuracy", DataTypes.DoubleType)
                .add("ceiling_masked_lm_accuracy", DataTypes.DoubleType)
                .add("ceiling_masked_lm_loss", DataTypes.DoubleType)
                .add("next_sentence_count", DataTypes.LongType)
                .add("next_sentence_accuracy", DataTypes.DoubleType)
                .add("ceiling_next_sentence_accuracy", DataTypes.DoubleType);
        return new SmallTable(schema, rows);
    }
}
