package cloze.train;

import cloze.error.TrainingDivergedException;
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

/** Rounds as {@link Pretraining} makes them, for what they cost: without checkpoints and log, one at a time. */
public final class TimedTraining implements AutoCloseable {
    private final RoundTrainer trainer;
    private final TrainingPlan plan;
    private final EpochWindow window;
    private int rounds;

    /**
     * What a round cost.
     *
     * @param times where its time went
     * @param examples fitted by all workers
     * @param memory what each process held at its end, by Spark's id of it
     */
    public record TimedRound(RoundTimes times, long examples, Map<String, ProcessMemory> memory) {}

    /** @param request network, training and examples; its output is not written */
    public TimedTraining(RoundTrainers trainers, PretrainingRequest request, EpochSources epochs) {
        plan = request.plan();
        window = new EpochWindow(epochs, plan, 0);
        trainer = trainers.of(request.start(plan), request.training());
    }

    /**
     * Fits the next round of the run.
     *
     * @throws TrainingDivergedException when a number is none any more
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

    /** Parameters of the network. */
    public long parameters() {
        return trainer.state().parameters().length;
    }

    /** A checksum of the weights as they are now, in hexadecimal digits. */
    public String weights() {
        float[] parameters = trainer.state().parameters();
        var bytes = ByteBuffer.allocate(parameters.length * Float.BYTES);
        bytes.asFloatBuffer().put(parameters);
        var sum = new CRC32();
        sum.update(bytes);
        return "%08x".formatted(sum.getValue());
    }

    @Override
    public void close() {
        trainer.close();
    }
}
