package cloze.stage;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A chain of stages. The constructor checks that each stage reads what the one before it writes, before any data is
 * read.
 *
 * @param steps the stages, first to last
 */
public record Stages(List<Stage> steps) {
    public Stages {
        steps = List.copyOf(steps);
        for (int i = 1; i < steps.size(); i++) {
            Stage before = steps.get(i - 1);
            Stage after = steps.get(i);
            if (!before.output().equals(after.input())) {
                throw new IllegalArgumentException("%s writes %s but %s reads %s"
                        .formatted(
                                before,
                                before.output().dataset(),
                                after,
                                after.input().dataset()));
            }
        }
    }

    public static Stages of(Stage... steps) {
        return new Stages(List.of(steps));
    }

    /** Plans all steps on {@code rows} without reading data. */
    public Dataset<Row> apply(Dataset<Row> rows) {
        Dataset<Row> current = rows;
        for (Stage step : steps) {
            current = step.apply(current);
        }
        return current;
    }
}
