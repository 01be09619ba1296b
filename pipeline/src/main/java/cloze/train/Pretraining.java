package cloze.train;

import cloze.config.TrainingConfig;
import cloze.error.CorruptArtifactException;
import cloze.error.InvalidConfigException;
import cloze.error.MemoryLimitException;
import cloze.error.StateLostException;
import cloze.error.TrainingDivergedException;
import cloze.table.StoredPath;
import cloze.train.averaging.Round;
import cloze.train.averaging.RoundReport;
import cloze.train.averaging.RoundTrainer;
import cloze.train.averaging.WorkerOutcome;
import cloze.train.checkpoint.Checkpoint;
import cloze.train.checkpoint.CheckpointInfo;
import cloze.train.checkpoint.CheckpointStore;
import cloze.train.epoch.EpochWindow;
import cloze.train.log.TrainingHistory;
import cloze.train.log.TrainingLog;
import cloze.train.log.TrainingLogRow;
import cloze.train.log.ValidationLog;
import cloze.train.plan.PlannedRound;
import cloze.train.plan.TrainingPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The training loop on the driver: rounds, checkpoints, log. A run that is killed at any moment and run again resumes
 * from the newest checkpoint. It ends with the same weights and, except for its times, the same log as an uninterrupted
 * run.
 */
public final class Pretraining {
    private static final Logger LOG = LoggerFactory.getLogger(Pretraining.class);

    /** Rounds in a row that diverge before the run ends: the weights, not the minibatches, are then at fault. */
    private static final int MOST_LEFT_OUT = 3;

    /** Losses of the state in a row, without a new checkpoint in between, that end the run. */
    private static final int MOST_LOSSES = 3;

    private final Configuration hadoop;
    private final PretrainingRequest request;
    private final TrainingHooks hooks;
    private final LongSupplier nanoTime;
    private final Path output;
    private final TrainingPlan plan;
    private final RunBounds bounds;

    /** @param hadoop gives access to the file system of the output folder */
    public Pretraining(Configuration hadoop, PretrainingRequest request, TrainingHooks hooks) {
        this(hadoop, request, hooks, System::nanoTime);
    }

    /** @param nanoTime a clock in nanoseconds, with any origin */
    Pretraining(Configuration hadoop, PretrainingRequest request, TrainingHooks hooks, LongSupplier nanoTime) {
        this.hadoop = hadoop;
        this.request = request;
        this.hooks = hooks;
        this.nanoTime = nanoTime;
        this.output = StoredPath.of(request.output());
        this.plan = request.plan();
        this.bounds = new RunBounds(plan, request.training());
    }

    /**
     * Trains until the run is complete.
     *
     * @throws TrainingDivergedException if a loss, gradient or weight is not finite and training.on-divergence does not
     *     leave the round out
     * @throws InvalidConfigException if the output folder holds checkpoints of another run
     * @throws CorruptArtifactException if checkpoints are damaged and none is intact
     * @throws MemoryLimitException if a process has grown too large; a checkpoint is written first
     * @throws StateLostException if the executors that kept the state are gone, three times without a new checkpoint in
     *     between
     */
    public PretrainingResult run() {
        try {
            int losses = 0;
            while (true) {
                OptionalLong before = store().newestStep();
                try {
                    return train();
                } catch (StateLostException e) {
                    OptionalLong newest = store().newestStep();
                    losses = newest.orElse(-1) > before.orElse(-1) ? 1 : losses + 1;
                    if (losses == MOST_LOSSES) {
                        throw e;
                    }
                    LOG.warn(
                            "{}. {}",
                            newest.isPresent()
                                    ? "Resuming from the newest checkpoint"
                                    : "Starting over, because there is no checkpoint yet",
                            e.getMessage());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Output folder " + request.output(), e);
        }
    }

    private CheckpointStore store() throws IOException {
        return CheckpointStore.of(output, hadoop);
    }

    private PretrainingResult train() throws IOException {
        CheckpointStore store = store();
        TrainingHistory history;
        long begin = nanoTime.getAsLong();
        // Not a variable: the driver would hold the initial weights as long as the run lasts.
        try (RoundTrainer trainer = hooks.trainers().of(request.start(plan), request.training())) {
            Optional<Checkpoint> resumed = store.resume(request.fingerprint(), trainer::load);
            history = resumed.map(Checkpoint::history).orElseGet(TrainingHistory::new);
            if (resumed.isPresent()) {
                hooks.progress().onResume(history.rounds(), history.steps());
            }
            long minibatch =
                    resumed.map(checkpoint -> checkpoint.info().minibatch()).orElse(0L);
            fitRounds(trainer, history, new EpochWindow(hooks.epochs(), plan, minibatch), store, begin);
        }
        TrainingLog.write(hadoop, output, history.log());
        if (request.training().earlyStopping().every() > 0) {
            ValidationLog.write(hadoop, output, history.validation());
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

    /** @param begin clock time at which the run began or resumed */
    private void fitRounds(
            RoundTrainer trainer, TrainingHistory history, EpochWindow window, CheckpointStore store, long begin)
            throws IOException {
        TrainingConfig training = request.training();
        var memory = new MemoryGuard(training.memoryLimit());
        long lastRead = begin;
        while (bounds.reached(history).isEmpty()) {
            PlannedRound planned = plan.round(history.rounds());
            var round = new Round(planned, window.of(planned), bounds.spent(history));
            RoundReport report = trainer.fit(round);
            boolean isLeftOut = !report.divergences().isEmpty();
            if (isLeftOut) {
                leaveOut(report, history, store);
            }
            long now = nanoTime.getAsLong();
            // The time of a resumed run includes earlier processes, up to the last checkpoint.
            double elapsed = history.elapsedSeconds() + (now - lastRead) * 1e-9;
            lastRead = now;
            TrainingLogRow row = isLeftOut
                    ? TrainingLogRow.leftOut(
                            planned, report, report.divergences().get(0).learningRate(), elapsed)
                    : TrainingLogRow.of(round, report, request.schedule(plan), elapsed);
            history.add(row, report);
            if (bounds.isMeasurementDue(history)) {
                history.add(
                        hooks.heldOut().measure(trainer.state()),
                        training.earlyStopping().minGain());
            }
            boolean stops = bounds.reached(history).isEmpty() && memory.isExceeded(row);
            if (stops || bounds.isCheckpointDue(history)) {
                store.write(
                        checkpoint(planned, history),
                        trainer.state(),
                        bounds.purpose(history),
                        training.checkpoints().keepCheckpoints());
                window.checkpointed(planned.minibatchesAfter());
                TrainingLog.writeSoFar(hadoop, output, history.log());
            }
            if (!isLeftOut) {
                hooks.progress().onRound(row, plan);
            }
            if (stops) {
                throw memory.stop(row, store.newest().orElseThrow().path().toString());
            }
        }
    }

    private Checkpoint checkpoint(PlannedRound round, TrainingHistory history) {
        var info = new CheckpointInfo(
                request.fingerprint(),
                request.network(),
                round.stepsAfter(),
                history.rounds(),
                plan.epochOf(round.minibatchesAfter()),
                round.minibatchesAfter(),
                history.resultStep(request.training().earlyStopping()),
                history.fittingSeconds());
        return new Checkpoint(info, history.log(), history.validation());
    }

    /**
     * Prepares to go on without a round that diverged. The trainer still has the state before the round: the state that the
     * newest checkpoint and the rounds after it lead to, to the bit, so none of them is repeated.
     *
     * @throws TrainingDivergedException if the run must end instead
     */
    private void leaveOut(RoundReport report, TrainingHistory history, CheckpointStore store) throws IOException {
        int before = history.leftOutLast();
        if (request.training().onDivergence() == TrainingConfig.Divergence.FAIL
                || before == history.rounds()
                || before + 1 >= MOST_LEFT_OUT) {
            refuse(report, store);
        }
        WorkerOutcome.Diverged first = report.divergences().get(0);
        LOG.warn(
                "Round {} diverged at step {} of worker {} (loss {}, gradient norm {}); its minibatches are left out",
                history.rounds(),
                first.step(),
                first.worker(),
                first.loss(),
                first.gradientNorm());
    }

    private static void refuse(RoundReport report, CheckpointStore store) throws IOException {
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
