package cloze.evaluate;

import cloze.dataset.Metrics;
import cloze.dataset.Predictor;
import cloze.dataset.Score;
import cloze.dataset.Task;
import cloze.table.SmallTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Upper bounds for a set of examples, one row per kind of reader; no rows if they are unknown. */
public final class CeilingTable {
    private CeilingTable() {}

    /**
     * Returns the ceilings of the examples summed up in {@code total}. Accuracies are expected values; the row of both
     * sentences also has the counted ones.
     */
    public static SmallTable of(Tally total) {
        var schema = new StructType().add("reads", DataTypes.StringType);
        for (Task task : Task.values()) {
            String accuracy = Metrics.accuracy(task).column();
            String loss = Metrics.loss(task).column();
            schema = Metrics.add(schema, List.of(accuracy, Metrics.empirical(accuracy), loss));
        }
        boolean unknown = Arrays.stream(Task.values())
                .allMatch(task -> total.score(Predictor.CEILING, task).count() == 0);
        List<Row> rows = unknown
                ? List.of()
                : List.of(
                        row(
                                "both sentences",
                                task -> total.score(Predictor.CEILING, task),
                                task -> total.score(Predictor.COUNTED_CEILING, task)),
                        variation("own sentence", total, Predictor.OWN_SENTENCE_CEILING),
                        variation("both sentences and the label", total, Predictor.LABEL_TOLD_CEILING));
        return new SmallTable(schema, rows);
    }

    private static Row variation(String reads, Tally total, Predictor reader) {
        return row(reads, task -> total.score(reader, task), task -> Score.NONE);
    }

    private static Row row(String reads, Function<Task, Score> expected, Function<Task, Score> counted) {
        List<Object> cells = new ArrayList<>(List.of(reads));
        for (Task task : Task.values()) {
            cells.add(NullableNumber.number(expected.apply(task).accuracy()));
            cells.add(NullableNumber.number(counted.apply(task).accuracy()));
            cells.add(NullableNumber.number(expected.apply(task).loss()));
        }
        return RowFactory.create(cells.toArray());
    }
}
