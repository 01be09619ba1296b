package cloze.train;

import cloze.error.TrainingDivergedException;
import cloze.train.averaging.ProcessMemory;
import cloze.train.averaging.ProcessShare;
import cloze.train.averaging.Round;
import cloze.train.averaging.RoundReport;
import cloze.train.averaging.RoundTimes;
import cloze.train.averaging.StateTransport;
import cloze.train.averaging.dl4j.SparkRoundTrainer;
import cloze.train.epoch.EpochSources;
import cloze.train.epoch.EpochWindow;
import cloze.train.plan.PlannedRound;
import cloze.train.plan.TrainingPlan;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.zip.CRC32;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Rounds as {@link Pretraining} makes them, for what they cost: without checkpoints and log, one at a time. */
public final class TimedTraining implements AutoCloseable {
    private final SparkRoundTrainer trainer;
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

    /**
     * @param request network, training and examples; its output is not written
     * @param threads threads of each worker
     */
    public TimedTraining(SparkSession spark, PretrainingRequest request, EpochSources epochs, int threads) {
        plan = new TrainingPlan(request.training(), request.examplesPerEpoch(), request.seed());
        window = new EpochWindow(epochs, plan, 0);
        ComputationGraph graph = new NetworkStart(request, plan).graph();
        var context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        trainer = new SparkRoundTrainer(
                context, StateTransport.of(context), graph, request.training(), ProcessShare.alone(threads));
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
