package cloze.retrain;

import cloze.artifact.EvaluateStep;
import cloze.artifact.EvaluationTables;
import cloze.artifact.PreparedExamples;
import cloze.config.EvaluationConfig;
import cloze.dataset.Documents;
import cloze.dataset.SentencePairs;
import cloze.evaluate.MeasuredModel;
import cloze.table.SmallTable;
import java.util.LinkedHashMap;
import java.util.Map;

/** The evaluations of champion and challenger in a run, on each set of held-out documents. Each is a step of its own. */
final class NightlyEvaluations {
    /** The held-out documents that the registry began with. */
    static final String FROZEN = "frozen";

    /** The held-out documents of this run. */
    static final String NEW = "new";

    /** The held-out documents of recent runs and this one. */
    static final String RECENT = "recent";

    private static final String CHAMPION = "champion";
    private static final String CHALLENGER = "challenger";
    private static final int SAMPLE = 1000;

    private final RetrainSteps steps;
    private final String frozen;
    private final String fresh;
    private final Map<String, SmallTable> evaluations = new LinkedHashMap<>();

    /**
     * @param steps the steps of the run; the model in their configuration is the champion
     * @param frozen a prepare output with the held-out documents that the registry began with
     * @param fresh the prepare output of the new documents
     */
    NightlyEvaluations(RetrainSteps steps, String frozen, String fresh) {
        this.steps = steps;
        this.frozen = frozen;
        this.fresh = fresh;
    }

    /** Returns the folder for the evaluation of the model {@code who} on the documents named {@code data}. */
    private String folder(String who, String data) {
        return steps.folder("evaluate/%s-%s".formatted(who, data));
    }

    /**
     * Evaluates the model in {@code folder} on the held-out examples of {@code prepared}, and on some of its training
     * examples.
     *
     * @param trainExamples number of training examples
     */
    private MeasuredModel measure(String who, String folder, String data, String prepared, int trainExamples)
            throws Exception {
        String output = folder(who, data);
        EvaluationConfig evaluation = steps.config().evaluation();
        steps.run(
                EvaluateStep.ofVariant(who),
                steps.config()
                        .withModel(folder)
                        .withPrepared(prepared)
                        .withOutput(output)
                        .withEvaluation(evaluation.withTrainExamples(trainExamples)));
        SmallTable table = EvaluationTables.read(steps.hadoop(), output, EvaluationTables.EVALUATION);
        evaluations.put(output, table.startingWith("data", data));
        return EvaluatedModel.of(steps.hadoop(), steps.config()).read(output);
    }

    /** Returns the metrics of all evaluations so far. */
    SmallTable table() {
        return evaluations.values().stream().reduce(SmallTable::with).orElseThrow();
    }

    /** Evaluates the champion. A repeated call finds the evaluation done. */
    MeasuredModel champion(String data) throws Exception {
        return measure(CHAMPION, steps.config().model(), data, prepared(data), data.equals(NEW) ? SAMPLE : 0);
    }

    MeasuredModel challenger(String folder, String data) throws Exception {
        return measure(CHALLENGER, folder, data, prepared(data), 0);
    }

    /** Returns the prepare output with the documents named {@code data}. */
    String prepared(String data) {
        return switch (data) {
            case NEW -> fresh;
            case RECENT -> steps.folder(RECENT);
            default -> frozen;
        };
    }

    ModelComparison compare(String challenger, String data) throws Exception {
        return new ModelComparison(data, champion(data), challenger(challenger, data));
    }

    /** Returns the champion's masked-word loss on some of the new training documents. */
    double championInTraining() throws Exception {
        champion(NEW);
        return EvaluatedModel.of(steps.hadoop(), steps.config()).maskedLmLossInTraining(folder(CHAMPION, NEW));
    }

    /** Returns the number of held-out documents of {@code data}. */
    long documents(String data) {
        return PreparedExamples.open(steps.spark(), prepared(data))
                .pairs(Documents.VALIDATION)
                .select(SentencePairs.DOCUMENT_ID)
                .distinct()
                .count();
    }

    /** Returns the output folder of the challenger's evaluation, for its model card. */
    String evaluation() {
        return folder(CHALLENGER, FROZEN);
    }
}
