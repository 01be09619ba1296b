package cloze.retrain;

import cloze.artifact.EvaluateStep;
import cloze.artifact.EvaluationTables;
import cloze.config.EvaluationConfig;
import cloze.dataset.Metrics;
import cloze.dataset.Task;
import cloze.error.InvalidInputException;
import cloze.evaluate.MeasuredModel;
import cloze.retrain.ModelComparison.Difference;
import cloze.retrain.PromotionRule.Verdict;
import cloze.retrain.RunRow.Compared;
import cloze.table.SmallTable;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Compares champion and challenger on the same held-out documents. */
final class ChampionComparison {
    private static final String CHAMPION = "champion";
    private static final String CHALLENGER = "challenger";
    private static final String FROZEN = "frozen";
    private static final String NEW = "new";
    private static final int SAMPLE = 1000;

    private final RetrainSteps steps;
    private final String frozen;
    private final String fresh;
    private final boolean hasHeldOut;
    private final Map<String, SmallTable> evaluations = new LinkedHashMap<>();

    /**
     * @param steps the steps of the run; the model in their configuration is the champion
     * @param frozen a prepare output with the held-out documents that the registry began with
     * @param fresh the prepare output of the new documents
     * @param hasHeldOut whether new documents are held out
     */
    ChampionComparison(RetrainSteps steps, String frozen, String fresh, boolean hasHeldOut) {
        this.steps = steps;
        this.frozen = frozen;
        this.fresh = fresh;
        this.hasHeldOut = hasHeldOut;
    }

    /**
     * The outcome of the comparison.
     *
     * @param table metrics of both models; empty for a first version
     */
    record Decision(Verdict verdict, Compared compared, Optional<SmallTable> table) {}

    /**
     * Returns how much higher the champion's masked-word loss is on the new training documents than on the frozen
     * held-out ones, in nats per masked word. The champion has seen neither. The check comes before training, because a
     * challenger may gain more from older examples than it loses to corrupt new ones.
     *
     * @throws InvalidInputException if the increase exceeds retrain.max-surprise
     */
    double lossIncreaseOnNewText() throws Exception {
        double known = champion(FROZEN).value(Metrics.loss(Task.MASKED_LM).column());
        champion(NEW);
        double found = EvaluatedModel.of(steps.spark(), steps.config()).maskedLmLossInTraining(folder(CHAMPION, NEW));
        double most = steps.config().retrain().maxSurprise();
        // Also rejects NaN, which means that nothing was measured.
        if (!(found - known <= most)) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "The champion predicts the new documents badly: expected a %s of at most %.4f (on the frozen held-out documents) + %s (retrain.max-surprise), found %.4f. Repair the documents if they are damaged; raise retrain.max-surprise if they are of a new kind",
                    Metrics.loss(Task.MASKED_LM).column(),
                    known,
                    most,
                    found));
        }
        return found - known;
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
        Dataset<Row> rows = EvaluationTables.read(steps.spark(), output, EvaluationTables.EVALUATION);
        evaluations.put(output, SmallTable.of(rows).startingWith("data", data));
        return EvaluatedModel.of(steps.spark(), steps.config()).read(output);
    }

    /** Returns the metrics of all evaluations so far. */
    SmallTable evaluations() {
        return evaluations.values().stream().reduce(SmallTable::with).orElseThrow();
    }

    /** Evaluates the champion. A repeated call finds the evaluation done. */
    private MeasuredModel champion(String data) throws Exception {
        boolean isNew = data.equals(NEW);
        return measure(CHAMPION, steps.config().model(), data, isNew ? fresh : frozen, isNew ? SAMPLE : 0);
    }

    private MeasuredModel challenger(String folder, String data) throws Exception {
        return measure(CHALLENGER, folder, data, data.equals(NEW) ? fresh : frozen, 0);
    }

    /** Decides for a first version, which has no champion to compete with. */
    Decision unopposed(String challenger) throws Exception {
        double loss = challenger(challenger, FROZEN).value(PromotionRule.LOSS);
        return new Decision(new Verdict(true, "the first"), Compared.alone(loss), Optional.empty());
    }

    /** Decides whether the challenger in {@code folder} is promoted. */
    Decision decide(String folder) throws Exception {
        var onFrozen = new ModelComparison(FROZEN, champion(FROZEN), challenger(folder, FROZEN));
        Optional<ModelComparison> onNew = hasHeldOut
                ? Optional.of(new ModelComparison(NEW, champion(NEW), challenger(folder, NEW)))
                : Optional.empty();
        SmallTable table = onFrozen.table(EvaluatedModel.METRICS);
        return new Decision(
                new PromotionRule(steps.config().retrain().minGain()).decide(onFrozen, onNew),
                compared(onFrozen, onNew),
                Optional.of(onNew.map(comparison -> table.with(comparison.table(EvaluatedModel.METRICS)))
                        .orElse(table)));
    }

    /** Returns the output folder of the challenger's evaluation, for its model card. */
    String evaluation() {
        return folder(CHALLENGER, FROZEN);
    }

    private static Compared compared(ModelComparison onFrozen, Optional<ModelComparison> onNew) {
        Difference gain = onFrozen.difference(PromotionRule.LOSS).gain();
        return new Compared(
                onFrozen.champion().value(PromotionRule.LOSS),
                onFrozen.challenger().value(PromotionRule.LOSS),
                gain.value(),
                gain.low(),
                gain.high(),
                onNew.map(comparison ->
                                comparison.difference(PromotionRule.LOSS).gain().value())
                        .orElse(Double.NaN));
    }
}
