package cloze.jobs;

import cloze.artifact.EvaluationTables;
import cloze.config.EvaluationConfig;
import cloze.evaluate.MeasuredModel;
import cloze.table.SmallTable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Measures champion and challenger on the same held-out documents, and keeps what came of it. */
final class Trials {
    private final RetrainSteps steps;
    private final Map<String, SmallTable> evaluations = new LinkedHashMap<>();

    Trials(RetrainSteps steps) {
        this.steps = steps;
    }

    RetrainSteps steps() {
        return steps;
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

    /**
     * Evaluates the model in {@code folder} on the held-out examples of {@code prepared}, and on some of its training examples.
     *
     * @param trainExamples how many of these
     */
    MeasuredModel measure(String who, String folder, String data, String prepared, int trainExamples) throws Exception {
        String output = folder(who, data);
        EvaluationConfig evaluation = steps.config().evaluation();
        steps.run(
                EvaluateJob.ofVariant(who),
                steps.config()
                        .withModel(folder)
                        .withPrepared(prepared)
                        .withOutput(output)
                        .withEvaluation(new EvaluationConfig(
                                evaluation.evalBatchSize(),
                                trainExamples,
                                evaluation.bootstrapSamples(),
                                evaluation.slices())));
        Dataset<Row> rows = EvaluationTables.read(steps.spark(), output, EvaluationTables.EVALUATION);
        var table = SmallTable.of(rows);
        evaluations.put(output, table.startingWith("data", data));
        return EvaluatedModel.of(steps.spark(), steps.config()).read(output);
    }

    /** Every evaluation so far. */
    SmallTable table() {
        return evaluations.values().stream().reduce(SmallTable::with).orElseThrow();
    }
}
