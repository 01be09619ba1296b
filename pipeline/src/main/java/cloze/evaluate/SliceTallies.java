package cloze.evaluate;

import cloze.dataset.Metrics;
import cloze.dataset.Task;
import cloze.table.SmallTable;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A tally of each slice. Mergeable with those of other examples. */
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
     * Returns one row per slice, in the order of the kinds, with the count and {@link Metrics#sliced} of each task. The
     * cells of tasks on pairs are empty for slices that do not contain whole pairs.
     */
    public SmallTable table(String variant) {
        List<Row> rows = new ArrayList<>();
        tallies.forEach((slice, tally) -> {
            List<Object> cells = new ArrayList<>(List.of(variant, slice.kind().key(), slice.value()));
            for (Task task : Task.values()) {
                cells.add(tally.count(task));
                Metrics.sliced(task).forEach(metric -> cells.add(NullableNumber.number(tally.value(metric))));
            }
            rows.add(RowFactory.create(cells.toArray()));
        });
        var schema = new StructType()
                .add("variant", DataTypes.StringType)
                .add("slice", DataTypes.StringType)
                .add("value", DataTypes.StringType);
        for (Task task : Task.values()) {
            schema = schema.add(Metrics.count(task), DataTypes.LongType);
            schema = Metrics.add(schema, Metrics.columns(Metrics.sliced(task)));
        }
        return new SmallTable(schema, rows);
    }
}
