package cloze.train;

import cloze.error.TrainingDivergedException;
import cloze.network.parameter.ParameterLayout;
import cloze.train.averaging.ProcessMemory;
import cloze.train.averaging.Round;
import cloze.train.averaging.RoundReport;
import cloze.train.averaging.RoundTimes;
import cloze.train.averaging.RoundTrainer;
import cloze.train.averaging.RoundTrainers;
import cloze.train.epoch.EpochSources;
import cloze.train.epoch.EpochWindow;
import cloze.train.plan.PlannedRound;
import cloze.train.plan.TrainingPlan;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.zip.CRC32;

/** Runs single rounds as {@link Pretraining} does, without checkpoints and log, to measure their cost. */
public final class TimedTraining implements AutoCloseable {
    private final RoundTrainer trainer;
    private final TrainingPlan plan;
    private final EpochWindow window;
    private final long parameters;
    private int rounds;

    /**
     * The cost of a round.
     *
     * @param times breakdown of its time
     * @param examples number of examples fitted by all workers
     * @param memory memory of each process at the end of the round, by Spark's executor id
     */
    public record TimedRound(RoundTimes times, long examples, Map<String, ProcessMemory> memory) {}

    /** @param request network, training and examples; no output is written */
    public TimedTraining(RoundTrainers trainers, PretrainingRequest request, EpochSources epochs) {
        plan = request.plan();
        window = new EpochWindow(epochs, plan, 0);
        parameters = ParameterLayout.length(request.network());
        trainer = trainers.of(request.start(plan), request.training());
    }

    /**
     * Fits the next round of the run.
     *
     * @throws TrainingDivergedException if a loss, gradient or weight is not finite
     */
    public TimedRound next() {
        PlannedRound planned = plan.round(rounds++);
        RoundReport report = trainer.fit(new Round(planned, window.of(planned), 0));
        if (!report.divergences().isEmpty()) {
            throw new TrainingDivergedException(
                    "Training diverged in round %d, so it was not timed; lower training.learning-rate"
                            .formatted(rounds));
        }
        return new TimedRound(report.times(), planned.examples(), report.memory());
    }

    /** Returns the number of parameters of the network. */
    public long parameters() {
        return parameters;
    }

    /** Returns a checksum of the current weights, in hexadecimal digits. */
    public String weights() {
        float[] weights = trainer.state().whole().parameters();
        var bytes = ByteBuffer.allocate(weights.length * Float.BYTES);
        bytes.asFloatBuffer().put(weights);
        var sum = new CRC32();
        sum.update(bytes);
        return "%08x".formatted(sum.getValue());
    }

    @Override
    public void close() {
        trainer.close();
    }
}
