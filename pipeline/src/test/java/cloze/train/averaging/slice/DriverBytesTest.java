package cloze.train.averaging.slice;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.NetworkConfig;
import cloze.config.TrainingConfig;
import cloze.network.parameter.ParameterLayout;
import cloze.testing.SparkSessionExtension;
import cloze.train.TinyRun;
import cloze.train.averaging.InitialNetwork;
import cloze.train.averaging.InitialParameters;
import cloze.train.averaging.MinibatchSource;
import cloze.train.averaging.ProcessShare;
import cloze.train.averaging.Round;
import cloze.train.averaging.RoundTrainer;
import cloze.train.averaging.dl4j.FitPathsStage;
import cloze.train.optimiser.LearningRate;
import cloze.train.plan.TrainingPlan;
import cloze.train.state.RunState;
import cloze.train.state.StoredState;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerBlockUpdated;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.BlockUpdatedInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What passes through the driver does not depend on the number of parameters. */
@Tag("spark")
@Tag("slow")
@ExtendWith(SparkSessionExtension.class)
class DriverBytesTest {
    private static final int STATE_FLOATS = 3;

    @TempDir
    private Path folder;

    /** Results of tasks, and broadcasts: what Spark sends to the driver, and what the driver sends by itself. */
    private static final class Counted extends SparkListener {
        private final AtomicLong bytes = new AtomicLong();

        @Override
        public void onTaskEnd(SparkListenerTaskEnd event) {
            bytes.addAndGet(event.taskMetrics().resultSize());
        }

        @Override
        public void onBlockUpdated(SparkListenerBlockUpdated event) {
            BlockUpdatedInfo block = event.blockUpdatedInfo();
            if (block.blockId().isBroadcast() && block.storageLevel().isValid()) {
                bytes.addAndGet(block.memSize() + block.diskSize());
            }
        }
    }

    private interface Phase {
        void run() throws Exception;
    }

    @Test
    void whateverTheRunDoes(SparkSession spark) throws Exception {
        NetworkConfig small = network(16);
        NetworkConfig large = network(64);
        long parameters = ParameterLayout.length(large);
        assertThat(parameters).isGreaterThan(3 * ParameterLayout.length(small));
        Map<String, Long> ofSmall = bytes(small, spark);
        Map<String, Long> ofLarge = bytes(large, spark);
        long state = STATE_FLOATS * Float.BYTES * parameters;
        assertThat(ofLarge.remove("the whole state, if it is asked for")).isGreaterThan(state / 2);
        assertThat(ofLarge).allSatisfy((phase, bytes) -> assertThat(bytes)
                .as("%s: %s and %s", phase, ofSmall, ofLarge)
                .isPositive()
                .isLessThan(ofSmall.get(phase) * 11 / 10)
                .isLessThan(state / 10));
    }

    /** More than 2^19 parameters: from there on the spread of the workers has the same number of blocks. */
    private static NetworkConfig network(int hidden) {
        return new NetworkConfig(
                NetworkConfig.Kind.BERT,
                40_000,
                hidden,
                1,
                2,
                2 * hidden,
                0.1,
                0.1,
                16,
                2,
                NetworkConfig.Initializer.SCALED,
                0.02,
                NetworkConfig.HiddenAct.GELU_NEW);
    }

    private Map<String, Long> bytes(NetworkConfig network, SparkSession spark) throws Exception {
        TrainingConfig training = TinyRun.training(2, 7, "averaging-slices=3");
        var plan = new TrainingPlan(training, List.of(TinyRun.EXAMPLES), 11);
        var context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        var initial = InitialNetwork.of(
                network,
                training,
                LearningRate.over(plan.steps(), training.optimiser()),
                new InitialParameters.Drawn(network, 11));
        Map<String, Long> bytes = new LinkedHashMap<>();
        var path = new org.apache.hadoop.fs.Path(
                folder.resolve("hidden-" + network.hiddenSize()).toUri());
        try (RoundTrainer trainer = new SlicedTrainer(
                context, initial, training, ProcessShare.alone(1), new FitPathsStage(context, initial, training))) {
            Map<Integer, MinibatchSource> epochs = Map.of(0, new TinyRun.Examples(0));
            bytes.put("the first round", count(spark, () -> trainer.fit(new Round(plan.round(0), epochs, 0))));
            bytes.put("a round", count(spark, () -> trainer.fit(new Round(plan.round(0), epochs, 0))));
            bytes.put("a measurement by two tasks", count(spark, () -> assertThat(ParametersOfTasks.received(
                            context, trainer.state(), Math.toIntExact(ParameterLayout.length(network)), 2))
                    .hasSize(2)));
            StoredState[] stored = new StoredState[1];
            bytes.put(
                    "a checkpoint with the model",
                    count(
                            spark,
                            () -> stored[0] = trainer.state()
                                    .write(path.getFileSystem(new Configuration()), path, RunState.Purpose.RESULT)));
            bytes.put("a resumed run's first round", count(spark, () -> {
                trainer.load(stored[0]);
                trainer.fit(new Round(plan.round(0), epochs, 0));
            }));
            bytes.put("the whole state, if it is asked for", count(spark, () -> trainer.state()
                    .whole()));
        }
        return bytes;
    }

    private static long count(SparkSession spark, Phase phase) throws Exception {
        var counted = new Counted();
        spark.sparkContext().listenerBus().waitUntilEmpty();
        spark.sparkContext().addSparkListener(counted);
        try {
            phase.run();
            spark.sparkContext().listenerBus().waitUntilEmpty();
            return counted.bytes.get();
        } finally {
            spark.sparkContext().removeSparkListener(counted);
        }
    }
}
