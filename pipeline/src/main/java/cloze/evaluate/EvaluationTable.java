package cloze.evaluate;

import cloze.table.SmallTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The evaluation as a table: one row per split, the reference's four metrics by their names, baselines and intervals beside them. */
public final class EvaluationTable {
    private record Metric(String name, ToDoubleFunction<Tally> value) {}

    private static final List<Metric> METRICS = List.of(
            new Metric("masked_lm_loss", Tally::maskedLmLoss),
            new Metric("masked_lm_accuracy", Tally::maskedLmAccuracy),
            new Metric("next_sentence_loss", Tally::nextSentenceLoss),
            new Metric("next_sentence_accuracy", Tally::nextSentenceAccuracy),
            new Metric("perplexity", Tally::perplexity));

    private static final List<Metric> BASELINES = List.of(
            new Metric("unigram_baseline_loss", Tally::unigramLoss),
            new Metric("unigram_baseline_accuracy", Tally::unigramAccuracy),
            new Metric(
                    "bigram_baseline_loss", tally -> tally.score(Measure.BIGRAM).loss()),
            new Metric("bigram_baseline_accuracy", tally -> tally.score(Measure.BIGRAM)
                    .accuracy()),
            new Metric("majority_next_sentence_accuracy", Tally::majorityLabelAccuracy));

    /** Known for generated languages only. */
    private static final List<Metric> CEILINGS = List.of(
            new Metric("ceiling_masked_lm_loss", tally -> tally.score(Measure.CEILING_MASKED_LM)
                    .loss()),
            new Metric("ceiling_masked_lm_accuracy", tally -> tally.score(Measure.CEILING_MASKED_LM)
                    .accuracy()),
            new Metric("ceiling_masked_lm_accuracy_empirical", tally -> tally.score(Measure.CEILING_MASKED_LM_EMPIRICAL)
                    .accuracy()),
            new Metric("ceiling_next_sentence_loss", tally -> tally.score(Measure.CEILING_NEXT_SENTENCE)
                    .loss()),
            new Metric("ceiling_next_sentence_accuracy", tally -> tally.score(Measure.CEILING_NEXT_SENTENCE)
                    .accuracy()),
            new Metric("ceiling_next_sentence_accuracy_empirical", tally -> tally.score(
                            Measure.CEILING_NEXT_SENTENCE_EMPIRICAL)
                    .accuracy()));

    private final List<Row> rows = new ArrayList<>();
    private final String run;
    private final String variant;
    private final long step;

    /**
     * @param run the fingerprint of the run that is measured
     * @param variant its name in an experiment
     * @param step steps the model was trained for
     */
    public EvaluationTable(String run, String variant, long step) {
        this.run = run;
        this.variant = variant;
        this.step = step;
    }

    /** Adds the row of one split. */
    public void add(String split, DocumentBootstrap measured) {
        Tally total = measured.total();
        List<Object> cells = new ArrayList<>(Arrays.asList(run, variant, split, step));
        METRICS.forEach(metric -> cells.add(NullableNumber.number(metric.value().applyAsDouble(total))));
        cells.add(total.maskedLmCount());
        cells.add(total.nextSentenceCount());
        BASELINES.forEach(
                metric -> cells.add(NullableNumber.number(metric.value().applyAsDouble(total))));
        CEILINGS.forEach(
                metric -> cells.add(NullableNumber.number(metric.value().applyAsDouble(total))));
        for (Metric metric : METRICS) {
            measured.interval(metric.value()).forEach(bound -> cells.add(NullableNumber.number(bound)));
        }
        rows.add(RowFactory.create(cells.toArray()));
    }

    public SmallTable table() {
        var schema = new StructType()
                .add("run", DataTypes.StringType)
                .add("variant", DataTypes.StringType)
                .add("split", DataTypes.StringType)
                .add("step", DataTypes.LongType);
        for (Metric metric : METRICS) {
            schema = schema.add(metric.name(), DataTypes.DoubleType);
        }
        schema = schema.add("masked_lm_count", DataTypes.LongType).add("next_sentence_count", DataTypes.LongType);
        for (Metric metric : BASELINES) {
            schema = schema.add(metric.name(), DataTypes.DoubleType);
        }
        for (Metric metric : CEILINGS) {
            schema = schema.add(metric.name(), DataTypes.DoubleType);
        }
        for (Metric metric : METRICS) {
            schema = schema.add(metric.name() + "_low", DataTypes.DoubleType)
                    .add(metric.name() + "_high", DataTypes.DoubleType);
        }
        return new SmallTable(schema, rows);
    }
}
