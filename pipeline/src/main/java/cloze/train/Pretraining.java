package cloze.train;

import cloze.config.TrainingConfig;
import cloze.error.CorruptArtifactException;
import cloze.error.InvalidConfigException;
import cloze.error.TrainingDivergedException;
import cloze.network.BertGraph;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * The training loop on the driver: rounds, checkpoints, log. Killed at any moment and run again it goes on from the newest checkpoint and
 * ends with the weights and the log (but for its times) of a run that was not killed.
 */
public final class Pretraining {
    private final SparkSession spark;
    private final PretrainingRequest request;
    private final EpochSources epochs;
    private final TrainingProgress progress;
    private final TrainingPlan plan;

    /**
     * @param epochs where minibatches come from
     * @param progress told of each round
     */
    public Pretraining(SparkSession spark, PretrainingRequest request, EpochSources epochs, TrainingProgress progress) {
        this.spark = spark;
        this.request = request;
        this.epochs = epochs;
        this.progress = progress;
        this.plan = new TrainingPlan(request.training(), request.examplesPerEpoch(), request.seed());
    }

    /**
     * Trains to the end.
     *
     * @throws TrainingDivergedException when a loss, gradient or weight is no number any more
     * @throws InvalidConfigException when the output folder holds another run's checkpoints
     * @throws CorruptArtifactException when the newest checkpoint is damaged
     */
    public PretrainingResult run() {
        try {
            return train();
        } catch (IOException e) {
            throw new UncheckedIOException("Output folder " + request.output(), e);
        }
    }

    private PretrainingResult train() throws IOException {
        Path output = new Path(request.output());
        var store = CheckpointStore.of(output, spark.sparkContext().hadoopConfiguration());
        Optional<Checkpoint> resumed = store.resume(request.fingerprint());
        ComputationGraph graph = graph();
        FlatParameters layout = FlatParameters.of(BertGraph.parameters(graph));
        resumed.ifPresentOrElse(
                checkpoint -> Replica.load(graph, state(checkpoint, layout, graph)), () -> initialize(graph, layout));

        List<TrainingLogRow> log = new ArrayList<>();
        resumed.ifPresent(checkpoint -> log.addAll(checkpoint.log()));
        double seconds = resumed.map(checkpoint -> checkpoint.info().seconds()).orElse(0.0);
        long minibatch =
                resumed.map(checkpoint -> checkpoint.info().minibatch()).orElse(0L);
        var window = new EpochWindow(epochs, plan, minibatch);
        var context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        try (var trainer = new SparkRoundTrainer(context, Route.of(context), graph, request.training())) {
            for (int index = log.size(); index < plan.rounds(); index++) {
                PlannedRound planned = plan.round(index);
                RoundReport report = trainer.fit(new Round(planned, window.of(planned)));
                refuseDivergence(report, store);
                seconds += report.seconds();
                TrainingLogRow row = row(planned, report);
                log.add(row);
                boolean last = index == plan.rounds() - 1;
                if (last || log.size() % request.training().checkpointEvery() == 0) {
                    store.write(
                            checkpoint(planned, trainer.state(), layout, log, seconds),
                            request.training().keepCheckpoints());
                    window.checkpointed(planned.minibatchesAfter());
                }
                progress.onRound(row, plan);
            }
        }
        TrainingLog.write(spark, output, log);
        String newest = store.newest().orElseThrow().path().toString();
        return new PretrainingResult(plan.rounds(), plan.steps(), seconds, log, newest);
    }

    private ComputationGraph graph() {
        TrainingConfig training = request.training();
        var graph = new ComputationGraph(BertGraph.configuration(
                request.network(), training.nextSentenceWeight(), optimiser(training), training.weightDecay()));
        graph.init();
        return graph;
    }

    private BertAdam optimiser(TrainingConfig training) {
        var bias = training.adamBiasCorrection() ? BertAdam.Bias.CORRECTED : BertAdam.Bias.KEPT;
        return new BertAdam(schedule(), bias);
    }

    private WarmupLinearDecay schedule() {
        TrainingConfig training = request.training();
        return WarmupLinearDecay.over(plan.steps(), training.learningRate(), training.warmupProportion());
    }

    private void initialize(ComputationGraph graph, FlatParameters layout) {
        if (request.initialWeights().isEmpty()) {
            BertGraph.initialize(graph, request.network(), request.seed());
        } else {
            NativeFloats.fill(graph.params(), layout.flat(request.initialWeights(), "the model to start from"));
        }
    }

    private static ModelState state(Checkpoint checkpoint, FlatParameters layout, ComputationGraph graph) {
        float[] parameters = layout.flat(checkpoint.parameters(), "the checkpoint");
        long expected = graph.getUpdater().getStateViewArray().length();
        List<Tensor> updater = checkpoint.updater();
        if (updater.size() != 1 || updater.get(0).values().length != expected) {
            throw new CorruptArtifactException("Checkpoint of step %d: expected %d floats of optimiser state, found %s"
                    .formatted(checkpoint.info().step(), expected, updater));
        }
        return new ModelState(parameters, updater.get(0).values());
    }

    private Checkpoint checkpoint(
            PlannedRound round, ModelState state, FlatParameters layout, List<TrainingLogRow> log, double seconds) {
        var info = new CheckpointInfo(
                CheckpointInfo.FORMAT,
                request.fingerprint(),
                request.network(),
                round.stepsAfter(),
                round.index() + 1,
                plan.epochOf(round.minibatchesAfter()),
                round.minibatchesAfter(),
                seconds,
                Map.of());
        float[] updater = state.updater();
        return new Checkpoint(
                info,
                layout.named(state.parameters()),
                List.of(new Tensor("updater", List.of((long) updater.length), updater)),
                log);
    }

    private TrainingLogRow row(PlannedRound round, RoundReport report) {
        StepTotals totals = report.totals();
        return new TrainingLogRow(
                round.index(),
                round.stepsAfter(),
                round.lastEpoch(),
                schedule().valueAt(round.stepsAfter() - 1, 0),
                totals.maskedLmLossSum() / totals.maskedLmCount(),
                (double) totals.maskedLmCorrect() / totals.maskedLmCount(),
                totals.nextSentenceLossSum() / totals.nextSentenceCount(),
                (double) totals.nextSentenceCorrect() / totals.nextSentenceCount(),
                totals.gradientNormSum() / totals.steps(),
                report.parameterSpread(),
                round.examples() / report.seconds(),
                1 - report.fittingSeconds() / report.seconds());
    }

    private static void refuseDivergence(RoundReport report, CheckpointStore store) throws IOException {
        if (report.divergences().isEmpty()) {
            return;
        }
        WorkerOutcome.Diverged first = report.divergences().get(0);
        String newest =
                store.newest().map(checkpoint -> checkpoint.path().toString()).orElse("none yet");
        throw new TrainingDivergedException(
                "Training diverged at step %d of worker %d: loss %s, gradient norm %s, learning rate %s. Newest checkpoint: %s. Start another run, from that checkpoint or from the beginning, with a lower training.learning-rate, a higher training.warmup-proportion or a lower training.max-grad-norm"
                        .formatted(
                                first.step(),
                                first.worker(),
                                first.loss(),
                                first.gradientNorm(),
                                first.learningRate(),
                                newest));
    }
}
