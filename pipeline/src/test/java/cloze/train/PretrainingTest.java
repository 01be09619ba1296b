package cloze.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cloze.config.TrainingConfig;
import cloze.error.InvalidConfigException;
import cloze.error.InvalidInputException;
import cloze.error.MemoryLimitException;
import cloze.error.TrainingDivergedException;
import cloze.tensor.Tensor;
import cloze.testing.SparkSessionExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SparkSessionExtension.class)
class PretrainingTest {
    private static final String[] EVERY_SCHEDULE = {
        "averaging=outer-nesterov",
        "updater-state=local",
        "time-budget=3.5",
        "early-stopping.every=1",
        "early-stopping.patience=3",
        "batch-ramp = [{until-share = 0.5, train-batch-size = 3}]"
    };

    @TempDir
    private Path folder;

    @Test
    void trainsToTheLastMinibatchAndKeepsALog(SparkSession spark) throws IOException {
        PretrainingResult result = run(spark, TinyRun.request(2, 3, output("a")));
        assertThat(result.steps()).isEqualTo(9);
        assertThat(result.rounds()).isEqualTo(3);
        assertThat(result.checkpoint()).endsWith("checkpoints/step-00000009");
        assertThat(result.last().step()).isEqualTo(9);
        assertThat(result.log()).extracting(TrainingLogRow::epoch).containsExactly(0, 1, 2);
        assertThat(result.seconds()).isPositive();

        var table = spark.read().parquet(output("a") + "/training-log");
        TrainingLog.CONTRACT.require(table);
        assertThat(table.orderBy("round").collectAsList())
                .extracting(row -> row.getInt(row.fieldIndex("step")))
                .containsExactly(3, 6, 9);
        List<String> csv = Files.readAllLines(Path.of(output("a"), "training-log.csv"));
        assertThat(csv).hasSize(4);
        assertThat(csv.get(0)).startsWith("step,epoch,lr,masked_lm_loss");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void aRunStoppedAfterAnyRoundEndsWhereOneThatWasNotDoes(int rounds, SparkSession spark) throws IOException {
        stoppedEndsAsWhole(TinyRun.training(2, 4), rounds, spark);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void soDoesARunWithEverySchedule(int rounds, SparkSession spark) throws IOException {
        stoppedEndsAsWhole(TinyRun.training(2, 4, EVERY_SCHEDULE), rounds, spark);
    }

    private void stoppedEndsAsWhole(TrainingConfig training, int rounds, SparkSession spark) throws IOException {
        PretrainingResult whole = run(spark, TinyRun.request(training, output("whole")));

        PretrainingRequest request = TinyRun.request(training, output("stopped"));
        assertThatThrownBy(() -> run(spark, request, stopAfter(rounds))).isInstanceOf(Stopped.class);
        PretrainingResult resumed = run(spark, request);

        assertThat(parameters(resumed)).isEqualTo(parameters(whole));
        assertThat(withoutTimes(resumed.log())).isEqualTo(withoutTimes(whole.log()));
        assertThat(resumed.validation()).isEqualTo(whole.validation());
        assertThat(resumed.reason()).isEqualTo(whole.reason());
        assertThat(Files.readAllBytes(file(resumed, "updater.safetensors")))
                .isEqualTo(Files.readAllBytes(file(whole, "updater.safetensors")));
    }

    @Test
    void aRunWhoseNewestCheckpointIsDamagedGoesOnFromTheOneBeforeToTheSameWeights(SparkSession spark)
            throws IOException {
        TrainingConfig training = TinyRun.training(2, 4, "checkpoint-every=1");
        PretrainingResult whole = run(spark, TinyRun.request(training, output("whole")));
        PretrainingRequest request = TinyRun.request(training, output("damaged"));
        assertThatThrownBy(() -> run(spark, request, stopAfter(3))).isInstanceOf(Stopped.class);
        Path checkpoints = Path.of(output("damaged"), "checkpoints");
        Path weights = checkpoints.resolve("step-00000009/model.safetensors");
        Files.write(weights, Arrays.copyOf(Files.readAllBytes(weights), 100));

        PretrainingResult resumed = run(spark, request);
        assertThat(parameters(resumed)).isEqualTo(parameters(whole));
        assertThat(withoutTimes(resumed.log())).isEqualTo(withoutTimes(whole.log()));
        assertThat(checkpoints.resolve("damaged-step-00000009/model.safetensors"))
                .hasSize(100);
    }

    @Test
    void aFinishedRunFitsNothingWhenRunAgain(SparkSession spark) throws IOException {
        PretrainingRequest request = TinyRun.request(2, 2, output("twice"));
        PretrainingResult first = run(spark, request);
        PretrainingResult second = run(spark, request, (row, plan) -> {
            throw new AssertionError("fitted a round");
        });
        assertThat(second.log()).isEqualTo(first.log());
        assertThat(second.checkpoint()).isEqualTo(first.checkpoint());
    }

    @Test
    void repeatedRunsAgreeToTheBit(SparkSession spark) throws IOException {
        assertThat(parameters(run(spark, TinyRun.request(2, 2, output("once")))))
                .isEqualTo(parameters(run(spark, TinyRun.request(2, 2, output("again")))));
        assertThat(parameters(run(spark, TinyRun.request(3, 2, output("three")))))
                .isNotEqualTo(parameters(run(spark, TinyRun.request(2, 2, output("two")))));
    }

    @Test
    void anOuterOptimiserWithRateOneAndNoMomentumIsPlainAveraging(SparkSession spark) throws IOException {
        TrainingConfig outer =
                TinyRun.training(2, 3, "averaging=outer-nesterov", "outer-learning-rate=1", "outer-momentum=0");
        List<Tensor> plain = parameters(run(spark, TinyRun.request(2, 3, output("plain"))));
        assertThat(parameters(run(spark, TinyRun.request(outer, output("outer")))))
                .isEqualTo(plain);
        TrainingConfig half =
                TinyRun.training(2, 3, "averaging=outer-nesterov", "outer-learning-rate=0.5", "outer-momentum=0");
        assertThat(parameters(run(spark, TinyRun.request(half, output("half")))))
                .isNotEqualTo(plain);
    }

    @Test
    void aTimeBudgetEndsTheRunAndItsLearningRate(SparkSession spark) {
        TrainingConfig training = TinyRun.training(2, 0, "time-budget=4 seconds", "warmup-proportion=0.25");
        PretrainingResult result = run(spark, TinyRun.request(training, output("timed")));
        assertThat(result.reason()).isEqualTo(StopReason.TIME_BUDGET);
        assertThat(result.steps()).isEqualTo(12);
        assertThat(result.log()).extracting(TrainingLogRow::elapsedSeconds).containsExactly(1.0, 2.0, 3.0, 4.0);
        // Peak 1e-2; each round's rate is that of the share spent before it.
        List<Double> rates =
                result.log().stream().map(TrainingLogRow::learningRate).toList();
        assertThat(rates.get(0)).isLessThan(1e-9);
        assertThat(rates.get(1)).isCloseTo(0.75e-2, within(1e-7));
        assertThat(rates.get(2)).isCloseTo(0.5e-2, within(1e-7));
        assertThat(rates.get(3)).isCloseTo(0.25e-2, within(1e-7));
    }

    @Test
    void stepsEndARunThatHasTimeLeft(SparkSession spark) {
        TrainingConfig training = TinyRun.training(2, 2, "time-budget=1 hour");
        PretrainingResult result = run(spark, TinyRun.request(training, output("early")));
        assertThat(result.reason()).isEqualTo(StopReason.ALL_STEPS);
        assertThat(result.steps()).isEqualTo(6);
    }

    @Test
    void aRunWithoutGainsStopsAndItsResultIsTheBestCheckpoint(SparkSession spark) throws IOException {
        TrainingConfig training = TinyRun.training(
                2, 9, "checkpoint-every=100", "early-stopping { every = 1, patience = 3, min-gain = 0.1 }");
        Iterator<Double> losses = List.of(3.0, 2.0, 2.5, 1.95, 2.1).iterator();
        var surroundings = surroundings().withHeldOut(weights -> metrics(losses.next()));
        PretrainingResult result =
                new Pretraining(spark, TinyRun.request(training, output("stops")), surroundings).run();
        assertThat(result.reason()).isEqualTo(StopReason.EARLY_STOPPING);
        assertThat(result.rounds()).isEqualTo(5);
        assertThat(result.validation())
                .extracting(ValidationLogRow::best)
                .containsExactly(true, true, false, false, false);
        assertThat(result.checkpoint()).endsWith("step-00000006");

        var table = spark.read().parquet(output("stops") + "/validation-log");
        ValidationLog.CONTRACT.require(table);
        assertThat(table.count()).isEqualTo(5);
        assertThat(Files.readAllLines(Path.of(output("stops"), "validation-log.csv")))
                .hasSize(6);
    }

    @Test
    void measuresWithoutStoppingWhenThereIsNoPatience(SparkSession spark) {
        TrainingConfig training = TinyRun.training(2, 5, "early-stopping.every=2");
        PretrainingResult result = run(spark, TinyRun.request(training, output("measured")));
        assertThat(result.reason()).isEqualTo(StopReason.ALL_STEPS);
        assertThat(result.validation()).extracting(ValidationLogRow::step).containsExactly(6, 12, 15);
        assertThat(result.checkpoint()).endsWith("step-00000015");
    }

    @Test
    void aRunThatOutgrowsItsMemoryStopsBehindACheckpointAndGoesOn(SparkSession spark) throws IOException {
        PretrainingResult whole = run(spark, TinyRun.request(2, 3, output("whole")));
        TrainingConfig small = TinyRun.training(2, 3, "checkpoint-every=100", "memory-limit=1 MiB");
        PretrainingRequest request = TinyRun.request(small, output("small"));
        for (String checkpoint : List.of("step-00000003", "step-00000006")) {
            assertThatThrownBy(() -> run(spark, request))
                    .isInstanceOf(MemoryLimitException.class)
                    .hasMessageContainingAll("training.memory-limit 1.0 MiB", checkpoint, "Nothing is lost")
                    .extracting(thrown -> ((MemoryLimitException) thrown).exitCode())
                    .isEqualTo(1);
        }
        assertThat(parameters(run(spark, request))).isEqualTo(parameters(whole));
        assertThat(small.ofResult()).isEqualTo(TinyRun.training(2, 3, "checkpoint-every=100"));
    }

    @Test
    void asksForEachEpochOnceAndLetsItGoBehindACheckpoint(SparkSession spark) {
        List<String> calls = new ArrayList<>();
        var sources = new EpochSources() {
            @Override
            public MinibatchSource forEpoch(int epoch) {
                calls.add("open " + epoch);
                return new TinyRun.Examples(epoch);
            }

            @Override
            public void finished(int epoch) {
                calls.add("finished " + epoch);
            }
        };
        // 6 minibatches per epoch and per round; a checkpoint after rounds 1 and 2 (counted from 0).
        new Pretraining(spark, TinyRun.request(2, 3, output("epochs")), Surroundings.of(sources)).run();
        assertThat(calls).containsExactly("open 0", "open 1", "finished 0", "finished 1", "open 2", "finished 2");
    }

    @Test
    void theLogCanBeReadWhileTheRunGoesOn(SparkSession spark) throws IOException {
        PretrainingRequest request = TinyRun.request(2, 3, output("going-on"));
        assertThatThrownBy(() -> run(spark, request, stopAfter(2))).isInstanceOf(Stopped.class);
        // A header, and the rounds up to the checkpoint after the second.
        assertThat(Files.readAllLines(Path.of(output("going-on"), "training-log.csv")))
                .hasSize(3);
    }

    @Test
    void startsFromGivenWeights(SparkSession spark) throws IOException {
        List<Tensor> trained = parameters(run(spark, TinyRun.request(1, 1, output("first"))));
        TrainingConfig still =
                TinyRun.training(1, 1, "max-steps=1", "learning-rate=1e-9", "warmup-proportion=0.9", "weight-decay=0");
        // The only step has rate 1e-9 at most.
        List<Tensor> after = parameters(run(spark, request(still, trained, "second")));
        assertThat(after).hasSameSizeAs(trained);
        for (int i = 0; i < after.size(); i++) {
            assertThat(after.get(i).values())
                    .containsExactly(trained.get(i).values(), org.assertj.core.data.Offset.offset(1e-7f));
        }
    }

    @Test
    void refusesWeightsOfAnotherNetwork(SparkSession spark) throws IOException {
        List<Tensor> trained = parameters(run(spark, TinyRun.request(1, 1, output("first"))));
        Tensor first = trained.get(0);
        List<Tensor> renamed = new ArrayList<>(trained.subList(1, trained.size()));
        renamed.add(new Tensor("stranger", first.shape(), first.values()));
        assertThatThrownBy(() -> run(spark, request(TinyRun.training(1, 1), renamed, "second")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(first.name() + " " + first.shape() + " is missing")
                .hasMessageContaining("stranger is not a parameter of this network");
    }

    @Test
    void refusesToGoOnFromAnotherRunsCheckpoint(SparkSession spark) {
        run(spark, TinyRun.request(1, 1, output("a")));
        PretrainingRequest same = TinyRun.request(1, 1, output("a"));
        PretrainingRequest other = new PretrainingRequest(
                same.network(),
                same.training(),
                same.seed(),
                same.examplesPerEpoch(),
                List.of(),
                same.output(),
                "other");
        assertThatThrownBy(() -> run(spark, other))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("another run");
    }

    @Test
    void aLossThatIsNoNumberEndsTheRunAndSaysWhere(SparkSession spark) throws IOException {
        List<Tensor> weights = parameters(run(spark, TinyRun.request(1, 1, output("first"))));
        Arrays.fill(weights.get(0).values(), Float.NaN);
        assertThatThrownBy(() -> run(spark, request(TinyRun.training(2, 1), weights, "diverged")))
                .isInstanceOf(TrainingDivergedException.class)
                .hasMessageContaining("diverged at step 0 of worker 0: loss NaN")
                .hasMessageContaining("learning rate 0.0")
                .hasMessageContaining("Newest checkpoint: none yet")
                .hasMessageContaining("lower training.learning-rate");
    }

    @Test
    void aRunThatDivergesLaterNamesItsNewestCheckpoint(SparkSession spark) {
        // Rate 0 in the first step, which is the first round; then far too much.
        TrainingConfig wild =
                TinyRun.training(2, 2, "averaging-frequency=1", "learning-rate=1e38", "checkpoint-every=1");
        assertThatThrownBy(() -> run(spark, TinyRun.request(wild, output("wild"))))
                .isInstanceOf(TrainingDivergedException.class)
                .hasMessageContaining("step-0000000");
    }

    private static PretrainingResult run(SparkSession spark, PretrainingRequest request) {
        return run(spark, request, (row, plan) -> {});
    }

    private static PretrainingResult run(SparkSession spark, PretrainingRequest request, TrainingProgress progress) {
        return new Pretraining(spark, request, surroundings().withProgress(progress)).run();
    }

    /** Every round takes a second; what is measured on held-out examples is a number made of the weights. */
    private static Surroundings surroundings() {
        var seconds = new AtomicLong();
        return Surroundings.of(TinyRun.Examples::new)
                .withClock(() -> seconds.incrementAndGet() * 1_000_000_000L)
                .withHeldOut(weights -> metrics(Math.abs(weights.get(0).values()[0])));
    }

    private static HeldOutMetrics metrics(double maskedLmLoss) {
        return new HeldOutMetrics(maskedLmLoss, 0.1, 0.7, 0.5);
    }

    private PretrainingRequest request(TrainingConfig training, List<Tensor> weights, String name) {
        return new PretrainingRequest(
                TinyRun.NETWORK, training, 11, List.of(TinyRun.EXAMPLES), weights, output(name), "fingerprint");
    }

    private static TrainingProgress stopAfter(int rounds) {
        return (row, plan) -> {
            if (row.round() == rounds - 1) {
                throw new Stopped();
            }
        };
    }

    private static List<Tensor> parameters(PretrainingResult result) throws IOException {
        var path = new org.apache.hadoop.fs.Path(result.checkpoint());
        return new CheckpointFolder(path.getFileSystem(new Configuration()), path).parameters();
    }

    private static Path file(PretrainingResult result, String name) {
        return Path.of(
                new org.apache.hadoop.fs.Path(result.checkpoint()).toUri().getPath(), name);
    }

    private static List<TrainingLogRow> withoutTimes(List<TrainingLogRow> log) {
        return log.stream()
                .map(row -> new TrainingLogRow(
                        row.round(),
                        row.step(),
                        row.epoch(),
                        row.learningRate(),
                        row.maskedLmLoss(),
                        row.maskedLmAccuracy(),
                        row.nextSentenceLoss(),
                        row.nextSentenceAccuracy(),
                        row.gradientNorm(),
                        row.parameterSpread(),
                        0,
                        0,
                        row.examples(),
                        row.elapsedSeconds(),
                        0))
                .toList();
    }

    private String output(String name) {
        return folder.resolve(name).toString();
    }

    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
