package cloze.retrain;

import cloze.artifact.PreparedExamples;
import cloze.config.RetrainConfig;
import cloze.dataset.Documents;
import cloze.dataset.Metrics;
import cloze.dataset.Task;
import cloze.error.InvalidInputException;
import cloze.provenance.Manifest;
import cloze.retrain.Evidence.Recent;
import cloze.retrain.ModelComparison.Difference;
import cloze.retrain.PromotionRule.Verdict;
import cloze.retrain.RunRow.Compared;
import cloze.table.SmallTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Compares champion and challenger on the same held-out documents, and decides. */
final class ChampionComparison {
    private final RetrainSteps steps;
    private final NightlyEvaluations evaluations;
    private final boolean hasHeldOut;
    private final RegistryState state;

    /**
     * @param steps the steps of the run
     * @param evaluations the evaluations of the run
     * @param hasHeldOut whether new documents are held out
     * @param state the registry before the run
     */
    ChampionComparison(RetrainSteps steps, NightlyEvaluations evaluations, boolean hasHeldOut, RegistryState state) {
        this.steps = steps;
        this.evaluations = evaluations;
        this.hasHeldOut = hasHeldOut;
        this.state = state;
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
        double known = evaluations
                .champion(NightlyEvaluations.FROZEN)
                .value(Metrics.loss(Task.MASKED_LM).column());
        double found = evaluations.championInTraining();
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

    /** Decides for a first version, which has no champion to compete with. */
    Decision unopposed(String challenger) throws Exception {
        double loss =
                evaluations.challenger(challenger, NightlyEvaluations.FROZEN).value(PromotionRule.LOSS);
        return new Decision(new Verdict(true, "the first"), Compared.alone(loss), Optional.empty());
    }

    /** Decides whether the challenger in {@code folder} is promoted. */
    Decision decide(String folder) throws Exception {
        List<ModelComparison> comparisons =
                new ArrayList<>(List.of(evaluations.compare(folder, NightlyEvaluations.FROZEN)));
        if (hasHeldOut) {
            comparisons.add(evaluations.compare(folder, NightlyEvaluations.NEW));
        }
        if (rule().decision() == RetrainConfig.Decision.EACH_NIGHT) {
            Verdict verdict = new PromotionRule(rule().minGain())
                    .decide(comparisons.get(0), named(comparisons, NightlyEvaluations.NEW));
            return decision(verdict, comparisons, Evidence.NONE);
        }
        Optional<String> recent = recent();
        if (recent.filter(NightlyEvaluations.RECENT::equals).isPresent()) {
            comparisons.add(evaluations.compare(folder, NightlyEvaluations.RECENT));
        }
        return spending(comparisons, recent);
    }

    private RetrainConfig rule() {
        return steps.config().retrain();
    }

    /**
     * Gathers the held-out documents of recent nights. Returns the name of the data that holds them; empty if there are
     * none. Those of tonight alone need no gathering.
     */
    private Optional<String> recent() throws Exception {
        int nights = rule().recentNights();
        List<String> older = state.recent(Math.max(0, nights - 1));
        if (nights == 0 || older.isEmpty()) {
            return nights > 0 && hasHeldOut ? Optional.of(NightlyEvaluations.NEW) : Optional.empty();
        }
        Manifest gathered = steps.run(
                new RecentStep(evaluations.prepared(NightlyEvaluations.NEW), older),
                steps.config().withOutput(evaluations.prepared(NightlyEvaluations.RECENT)));
        boolean isEmpty = gathered.counts().get(PreparedExamples.countName(Documents.VALIDATION)) == 0;
        return isEmpty ? Optional.empty() : Optional.of(NightlyEvaluations.RECENT);
    }

    private Decision spending(List<ModelComparison> comparisons, Optional<String> recent) {
        GainTest gain = comparisons.get(0).gain(PromotionRule.LOSS, evaluations.documents(NightlyEvaluations.FROZEN));
        Recent onRecent = recent.flatMap(data -> named(comparisons, data)
                        .map(found -> Recent.of(
                                evaluations.documents(data),
                                found.difference(PromotionRule.LOSS).gain())))
                .orElse(Recent.NONE);
        double budget = rule().falsePromotions();
        AlphaSpending spending = state.spending(budget);
        Instant now = steps.now();
        double level = spending.level(now);
        return decision(
                new SpendingRule(rule().minGain(), budget, level).decide(gain, onRecent),
                comparisons,
                new Evidence(gain.pValue(rule().minGain()), level, spending.spent(now) + level, budget, onRecent));
    }

    private static Optional<ModelComparison> named(List<ModelComparison> comparisons, String data) {
        return comparisons.stream().filter(one -> one.data().equals(data)).findFirst();
    }

    private static Decision decision(Verdict verdict, List<ModelComparison> comparisons, Evidence evidence) {
        ModelComparison onFrozen = comparisons.get(0);
        Difference gain = onFrozen.difference(PromotionRule.LOSS).gain();
        var compared = new Compared(
                onFrozen.champion().value(PromotionRule.LOSS),
                onFrozen.challenger().value(PromotionRule.LOSS),
                gain.value(),
                gain.low(),
                gain.high(),
                named(comparisons, NightlyEvaluations.NEW)
                        .map(comparison ->
                                comparison.difference(PromotionRule.LOSS).gain().value())
                        .orElse(Double.NaN),
                evidence);
        return new Decision(
                verdict,
                compared,
                comparisons.stream()
                        .map(comparison -> comparison.table(EvaluatedModel.METRICS))
                        .reduce(SmallTable::with));
    }
}
