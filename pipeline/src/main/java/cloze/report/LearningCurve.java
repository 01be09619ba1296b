package cloze.report;

import cloze.dataset.Metrics;
import cloze.table.SmallTable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Reduces a log to the number of rows that a curve shows. */
public final class LearningCurve {
    /** Maximum number of rows of a curve. */
    private static final int POINTS = 40;

    static final String STEP = "step";

    static final List<String> METRICS = Metrics.columns(Metrics.MODEL);

    private LearningCurve() {}

    /** Returns a table without rows, with the text column {@code first} before those of a curve. */
    public static SmallTable none(String first) {
        return of(new SmallTable(schema(), List.of())).startingWith(first, "");
    }

    private static StructType schema() {
        return Metrics.add(new StructType().add(STEP, DataTypes.LongType), METRICS);
    }

    /**
     * Averages consecutive rows of {@code log} into at most 40 rows. Each has the step of its last source row.
     *
     * @param log a table with the column step and those of {@link Metrics#MODEL}
     */
    public static SmallTable of(SmallTable log) {
        int count = log.rows().size();
        int points = Math.min(count, POINTS);
        List<Row> rows = new ArrayList<>();
        for (int point = 0; point < points; point++) {
            List<Row> some = log.rows().subList(point * count / points, (point + 1) * count / points);
            rows.add(mean(new RowSelection(log, some)));
        }
        return new SmallTable(schema(), rows);
    }

    private static Row mean(RowSelection rows) {
        List<Object> cells = new ArrayList<>();
        List<RowSelection> each = rows.each();
        cells.add((long) each.get(each.size() - 1).number(STEP));
        for (String metric : METRICS) {
            double mean = rows.mean(metric);
            cells.add(Double.isFinite(mean) ? mean : null);
        }
        return RowFactory.create(cells.toArray());
    }
}
