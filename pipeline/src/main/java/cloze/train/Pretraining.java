package cloze.train;

import cloze.error.CorruptArtifactException;
import cloze.error.InvalidConfigException;
import cloze.error.MemoryLimitException;
import cloze.error.TrainingDivergedException;
import cloze.train.averaging.AveragingRule;
import cloze.train.averaging.ProcessShare;
import cloze.train.averaging.Round;
import cloze.train.averaging.RoundReport;
import cloze.train.averaging.StateTransport;
import cloze.train.averaging.TrainerState;
import cloze.train.averaging.WorkerOutcome;
import cloze.train.averaging.dl4j.SparkRoundTrainer;
import cloze.train.checkpoint.Checkpoint;
import cloze.train.checkpoint.CheckpointInfo;
import cloze.train.checkpoint.CheckpointStore;
import cloze.train.checkpoint.FlatParameters;
import cloze.train.checkpoint.StateTensors;
import cloze.train.epoch.EpochWindow;
import cloze.train.log.TrainingHistory;
import cloze.train.log.TrainingLog;
import cloze.train.log.TrainingLogRow;
import cloze.train.log.ValidationLog;
import cloze.train.plan.PlannedRound;
import cloze.train.plan.TrainingPlan;
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
    private final TrainingHooks surroundings;
    private final TrainingPlan plan;

    public Pretraining(SparkSession spark, PretrainingRequest request, TrainingHooks surroundings) {
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
     * @throws CorruptArtifactException when checkpoints are damaged and none is whole
     * @throws MemoryLimitException when a process has grown too large; a checkpoint is written first
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
        TrainingHistory history = resumed.map(Checkpoint::history).orElseGet(TrainingHistory::new);
        var start = new NetworkStart(request, plan);
        ComputationGraph graph = start.graph();
        var tensors = new StateTensors(
                FlatParameters.of(request.network()),
                graph.getUpdater().getStateViewArray().length(),
                new AveragingRule(request.training()));
        var window = new EpochWindow(
                surroundings.epochs(),
                plan,
                resumed.map(checkpoint -> checkpoint.info().minibatch()).orElse(0L));
        var context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        var bounds = new RunBounds(plan, request.training());
        var memory = new MemoryGuard(request.training().memoryLimit());
        var stopwatch = new Stopwatch(surroundings.nanoTime(), history.elapsedSeconds());
        ProcessShare share = ProcessShare.of(context, request.training().workers(), surroundings.runs());
        try (var trainer =
                new SparkRoundTrainer(context, StateTransport.of(context), graph, request.training(), share)) {
            resumed.ifPresent(checkpoint -> trainer.load(tensors.state(checkpoint)));
            while (bounds.reached(history).isEmpty()) {
                PlannedRound planned = plan.round(history.rounds());
                var round = new Round(planned, window.of(planned), bounds.spent(history));
                RoundReport report = trainer.fit(round);
                refuseDivergence(report, store);
                TrainingLogRow row = TrainingLogRow.of(round, report, start.schedule(), stopwatch.read());
                history.add(row, report);
                if (bounds.isMeasurementDue(history)) {
                    history.add(
                            surroundings.heldOut().measure(tensors.parameters(trainer.state())),
                            request.training().earlyStopping().minGain());
                }
                boolean stops = bounds.reached(history).isEmpty() && memory.isExceeded(row);
                if (stops || bounds.isCheckpointDue(history)) {
                    store.write(
                            checkpoint(planned, trainer.state(), tensors, history),
                            request.training().keepCheckpoints());
                    window.checkpointed(planned.minibatchesAfter());
                    TrainingLog.writeSoFar(spark.sparkContext().hadoopConfiguration(), output, history.log());
                }
                surroundings.progress().onRound(row, plan);
                if (stops) {
                    throw memory.stop(row, store.newest().orElseThrow().path().toString());
                }
            }
        }
        TrainingLog.write(spark.sparkContext().hadoopConfiguration(), output, history.log());
        if (request.training().earlyStopping().every() > 0) {
            ValidationLog.write(spark.sparkContext().hadoopConfiguration(), output, history.validation());
        }
        return new PretrainingResult(
                history.rounds(),
                history.steps(),
                bounds.reached(history).orElseThrow(),
                history.fittingSeconds(),
                history.log(),
                history.validation(),
                store.result().orElseThrow().path().toString());
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
                history.resultStep(request.training().earlyStopping()),
                history.fittingSeconds(),
                Map.of());
        return new Checkpoint(
                info, tensors.parameters(state), tensors.optimiser(state), history.log(), history.validation());
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
