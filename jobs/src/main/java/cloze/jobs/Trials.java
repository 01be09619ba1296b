package cloze.jobs;

import cloze.dataset.SmallTable;
import cloze.evaluate.MeasuredModel;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Measures champion and challenger on the same held-out documents, and keeps what came of it. */
final class Trials {
    private final RetrainSteps steps;
    private final List<SmallTable> evaluations = new ArrayList<>();

    Trials(RetrainSteps steps) {
        this.steps = steps;
    }

    /**
     * Where the evaluation of a model stands.
     *
     * @param who champion or challenger
     * @param data what the documents are called
     */
    String folder(String who, String data) {
        return steps.folder("evaluate/%s-%s".formatted(who, data));
    }

    /** Evaluates the model in {@code folder} on the held-out examples of {@code prepared}. */
    MeasuredModel measure(String who, String folder, String data, String prepared) throws Exception {
        String output = folder(who, data);
        steps.run(
                EvaluateJob.ofVariant(who),
                steps.config().withModel(folder).withPrepared(prepared).withOutput(output));
        Dataset<Row> rows = EvaluationTables.read(steps.spark(), output, EvaluationTables.EVALUATION);
        evaluations.add(new SmallTable(rows.schema(), rows.collectAsList()).startingWith("data", data));
        return EvaluatedModel.of(steps.spark(), steps.config()).read(output);
    }

    /** Every evaluation so far, one row each. */
    SmallTable table() {
        return evaluations.stream().reduce(SmallTable::with).orElseThrow();
    }
}
