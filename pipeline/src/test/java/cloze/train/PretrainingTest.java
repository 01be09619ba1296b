package cloze.train;

import static cloze.train.TinyPretraining.parameters;
import static cloze.train.TinyPretraining.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.config.TrainingConfig;
import cloze.config.TrainingConfig.Trainer;
import cloze.error.InvalidInputException;
import cloze.error.TrainingDivergedException;
import cloze.tensor.Tensor;
import cloze.testing.SparkSessionExtension;
import cloze.train.averaging.InitialParameters;
import cloze.train.averaging.MinibatchSource;
import cloze.train.epoch.EpochSources;
import cloze.train.log.TrainingLog;
import cloze.train.log.TrainingLogRow;
import cloze.train.synchronisation.FlatParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
class PretrainingTest {
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
        TinyPretraining.of(spark, TinyRun.request(2, 3, output("epochs")), TinyPretraining.hooks(spark, sources))
                .run();
        assertThat(calls).containsExactly("open 0", "open 1", "finished 0", "finished 1", "open 2", "finished 2");
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

    @ParameterizedTest
    @EnumSource
    void aLossThatIsNoNumberEndsTheRunAndSaysWhere(Trainer kind, SparkSession spark) throws IOException {
        List<Tensor> weights = parameters(run(spark, TinyRun.request(1, 1, output("first"))));
        Arrays.fill(weights.get(0).values(), Float.NaN);
        assertThatThrownBy(() -> run(
                        spark,
                        request(
                                TinyRun.training(2, 1, TrainingSettings.setting("trainer", kind)),
                                weights,
                                "diverged")))
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

    private PretrainingRequest request(TrainingConfig training, List<Tensor> weights, String name) {
        return new PretrainingRequest(
                TinyRun.NETWORK,
                training,
                11,
                List.of(TinyRun.EXAMPLES),
                new InitialParameters.Given(
                        FlatParameters.of(TinyRun.NETWORK).flat(weights, "the model to start from")),
                output(name),
                "fingerprint");
    }

    private String output(String name) {
        return folder.resolve(name).toString();
    }
}
