package cloze.evaluate;

import cloze.dataset.Metric;
import cloze.dataset.Metrics;
import cloze.dataset.Task;
import cloze.table.SmallTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The evaluation table: one row per split, with the reference's four metrics by their names, baselines and intervals.
 */
public final class EvaluationTable {
    private final List<Row> rows = new ArrayList<>();
    private final String run;
    private final String variant;
    private final long step;

    /**
     * @param run fingerprint of the evaluated run
     * @param variant its name in an experiment
     * @param step number of steps that the model was trained for
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
        addValues(cells, total, Metrics.EVALUATED);
        for (Task task : Task.values()) {
            cells.add(total.count(task));
        }
        addValues(cells, total, Metrics.BASELINES);
        addValues(cells, total, Metrics.CEILINGS);
        for (Metric metric : Metrics.EVALUATED) {
            measured.interval(tally -> tally.value(metric)).forEach(bound -> cells.add(NullableNumber.number(bound)));
        }
        rows.add(RowFactory.create(cells.toArray()));
    }

    private static void addValues(List<Object> cells, Tally total, List<Metric> metrics) {
        metrics.forEach(metric -> cells.add(NullableNumber.number(total.value(metric))));
    }

    public SmallTable table() {
        var schema = new StructType()
                .add("run", DataTypes.StringType)
                .add("variant", DataTypes.StringType)
                .add("split", DataTypes.StringType)
                .add("step", DataTypes.LongType);
        List<String> evaluated = Metrics.columns(Metrics.EVALUATED);
        schema = Metrics.add(schema, evaluated);
        for (Task task : Task.values()) {
            schema = schema.add(Metrics.count(task), DataTypes.LongType);
        }
        schema = Metrics.add(schema, Metrics.columns(Metrics.BASELINES));
        schema = Metrics.add(schema, Metrics.columns(Metrics.CEILINGS));
        return new SmallTable(Metrics.add(schema, Metrics.bounds(evaluated)), rows);
    }
}
