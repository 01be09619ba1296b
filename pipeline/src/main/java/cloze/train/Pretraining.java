package cloze.train;

import cloze.error.CorruptArtifactException;
import cloze.error.InvalidConfigException;
import cloze.error.TrainingDivergedException;
import cloze.network.BertGraph;
import java.io.IOException;
import java.io.UncheckedIOException;
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
    private final Surroundings surroundings;
    private final TrainingPlan plan;

    public Pretraining(SparkSession spark, PretrainingRequest request, Surroundings surroundings) {
        this.spark = spark;
        this.request = request;
        this.surroundings = surroundings;
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
        TrainingHistory history = resumed.map(TrainingHistory::of).orElseGet(TrainingHistory::new);
        var start = new NetworkStart(request, plan);
        ComputationGraph graph = start.graph();
        var tensors = new StateTensors(
                FlatParameters.of(BertGraph.parameters(graph)),
                graph.getUpdater().getStateViewArray().length(),
                new AveragingRule(request.training()));
        var window = new EpochWindow(
                surroundings.epochs(),
                plan,
                resumed.map(checkpoint -> checkpoint.info().minibatch()).orElse(0L));
        var context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        try (var trainer = new SparkRoundTrainer(context, Route.of(context), graph, request.training())) {
            resumed.ifPresent(checkpoint -> trainer.load(tensors.state(checkpoint)));
            while (history.rounds() < plan.rounds()) {
                PlannedRound planned = plan.round(history.rounds());
                RoundReport report = trainer.fit(new Round(planned, window.of(planned)));
                refuseDivergence(report, store);
                TrainingLogRow row = TrainingLogRow.of(planned, report, start.schedule());
                history.add(row, report);
                boolean last = history.rounds() == plan.rounds();
                if (last || history.rounds() % request.training().checkpointEvery() == 0) {
                    store.write(
                            checkpoint(planned, trainer.state(), tensors, history),
                            request.training().keepCheckpoints());
                    window.checkpointed(planned.minibatchesAfter());
                }
                surroundings.progress().onRound(row, plan);
            }
        }
        TrainingLog.write(spark, output, history.log());
        String newest = store.newest().orElseThrow().path().toString();
        return new PretrainingResult(
                history.rounds(), history.steps(), history.fittingSeconds(), history.log(), newest);
    }

    private Checkpoint checkpoint(
            PlannedRound round, TrainerState state, StateTensors tensors, TrainingHistory history) {
        var info = new CheckpointInfo(
                CheckpointInfo.FORMAT,
                request.fingerprint(),
                request.network(),
                round.stepsAfter(),
                history.rounds(),
                plan.epochOf(round.minibatchesAfter()),
                round.minibatchesAfter(),
                history.fittingSeconds(),
                Map.of());
        return new Checkpoint(info, tensors.parameters(state), tensors.optimiser(state), history.log());
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
