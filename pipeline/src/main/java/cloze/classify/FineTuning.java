package cloze.classify;

import cloze.config.TrainingConfig;
import cloze.error.TrainingDivergedException;
import cloze.network.graph.ClassifierOutput;
import cloze.release.ModelWeights;
import cloze.train.SparkTrainers;
import cloze.train.averaging.InitialNetwork;
import cloze.train.averaging.Round;
import cloze.train.averaging.RoundReport;
import cloze.train.averaging.RoundTrainer;
import cloze.train.averaging.WorkerOutcome;
import cloze.train.epoch.EpochShards;
import cloze.train.epoch.EpochWindow;
import cloze.train.epoch.ShardSources;
import cloze.train.optimiser.LearningRate;
import cloze.train.plan.PlannedRound;
import cloze.train.plan.TrainingPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains a classifier, round by round. Unlike pre-training it takes minutes, and writes no checkpoints.
 *
 * @param training how to train
 * @param seed seed of the order of examples and of dropout
 */
record FineTuning(SparkSession spark, TrainingConfig training, long seed) {
    private static final Logger LOG = LoggerFactory.getLogger(FineTuning.class);

    /**
     * Trains all weights.
     *
     * @param start the classifier to start from
     * @param dropout share of the pooler's output that is dropped
     * @param examples number of examples
     * @param shards the examples of each epoch
     * @throws TrainingDivergedException if a loss, gradient or weight is not finite
     */
    FineTuned run(ModelWeights start, double dropout, long examples, EpochShards shards) {
        var plan = new TrainingPlan(training, List.of(examples), seed);
        var schedule = LearningRate.over(plan.steps(), training.optimiser());
        var output = new ClassifierOutput(start.labels().size(), dropout);
        InitialNetwork network =
                InitialNetwork.ofClassifier(start.network(), output, training, schedule, start.parameters());
        LOG.info(
                "Fine-tuning on {} examples of {} labels: {} steps of {} workers",
                examples,
                start.labels().size(),
                plan.steps(),
                training.workers());
        long begin = System.nanoTime();
        try (RoundTrainer trainer = SparkTrainers.of(spark, 1).of(network, training)) {
            List<Double> losses = fit(trainer, plan, new EpochWindow(new ShardSources(spark, shards), plan, 0));
            double seconds = (System.nanoTime() - begin) * 1e-9;
            LOG.info("Fine-tuned in {} s; loss of the last round {}", seconds, losses.get(losses.size() - 1));
            var weights = new ModelWeights(
                    start.network(),
                    network.layout().named(trainer.state().whole().parameters()),
                    Set.of(),
                    start.labels());
            return new FineTuned(weights, new FineTuningSummary(examples, plan.steps(), losses, seconds));
        }
    }

    /** Fits all rounds, and returns the mean loss of each. */
    private static List<Double> fit(RoundTrainer trainer, TrainingPlan plan, EpochWindow window) {
        List<Double> losses = new ArrayList<>();
        for (int index = 0; index < plan.rounds(); index++) {
            PlannedRound planned = plan.round(index);
            RoundReport report = trainer.fit(new Round(planned, window.of(planned), 0));
            refuseDivergence(report);
            losses.add(report.totals().lossSum() / report.totals().steps());
            // Nothing resumes, so what is fitted is not needed again.
            window.checkpointed(planned.minibatchesAfter());
        }
        return losses;
    }

    private static void refuseDivergence(RoundReport report) {
        if (!report.divergences().isEmpty()) {
            WorkerOutcome.Diverged first = report.divergences().get(0);
            throw new TrainingDivergedException(
                    "Fine-tuning diverged at step %d of worker %d: loss %s, gradient norm %s, learning rate %s. Set a lower learningRate or a higher warmupProportion"
                            .formatted(
                                    first.step(),
                                    first.worker(),
                                    first.loss(),
                                    first.gradientNorm(),
                                    first.learningRate()));
        }
    }
}
