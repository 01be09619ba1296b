package cloze.train;

import static cloze.train.TinyPretraining.parameters;
import static cloze.train.TinyPretraining.run;
import static cloze.train.TinyPretraining.stopAfter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.config.TrainingConfig;
import cloze.config.TrainingConfig.Trainer;
import cloze.error.InvalidConfigException;
import cloze.error.MemoryLimitException;
import cloze.error.StateLostException;
import cloze.testing.SparkSessionExtension;
import cloze.testing.Warnings;
import cloze.train.TinyPretraining.Stopped;
import cloze.train.checkpoint.CheckpointFolder;
import cloze.train.checkpoint.CheckpointStore;
import cloze.train.log.PhaseSeconds;
import cloze.train.log.TrainingLogRow;
import cloze.train.synchronisation.FlatParameters;
import cloze.train.synchronisation.Rule;
import cloze.train.synchronisation.Synchronisation;
import cloze.train.synchronisation.TrainerState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that was killed, damaged or stopped ends where one that was not does. */
@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
class ResumedPretrainingTest {
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
    void aStateThatExecutorsLoseTwiceIsTrainedAgain(SparkSession spark) throws IOException {
        PretrainingResult whole = run(spark, TinyRun.request(TinyRun.training(2, 4), output("whole")));
        PretrainingResult result = losing(2, spark);
        assertThat(parameters(result)).isEqualTo(parameters(whole));
        assertThat(withoutTimes(result.log())).isEqualTo(withoutTimes(whole.log()));
    }

    @Test
    void aStateThatExecutorsLoseAgainAndAgainEndsTheRun(SparkSession spark) {
        assertThatThrownBy(() -> losing(3, spark)).isInstanceOf(StateLostException.class);
    }

    /** A run that loses its state {@code times} between its checkpoints after the second and the fourth round. */
    private PretrainingResult losing(int times, SparkSession spark) {
        var left = new AtomicInteger(times);
        return run(spark, TinyRun.request(TinyRun.training(2, 4), output("losing")), (row, plan) -> {
            if (row.round() == 2 && left.getAndDecrement() > 0) {
                throw new StateLostException("lost", null);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    @Tag("platform")
    void aRunIsResumedWithTheOtherTrainerToTheSameWeights(Trainer first, SparkSession spark) throws IOException {
        Trainer other = first == Trainer.DL4J ? Trainer.PLAIN : Trainer.DL4J;
        TrainingConfig begun = TinyRun.training(
                2, 4, TrainingSettings.joined(EVERY_SCHEDULE, TrainingSettings.setting("trainer", first)));
        TrainingConfig resumed = TinyRun.training(
                2, 4, TrainingSettings.joined(EVERY_SCHEDULE, TrainingSettings.setting("trainer", other)));
        assertThat(begun.ofResult())
                .as("what fingerprints are made of")
                .hasToString(resumed.ofResult().toString());
        PretrainingResult whole = run(spark, TinyRun.request(begun, output("whole")));
        assertThatThrownBy(() -> run(spark, TinyRun.request(begun, output("stopped")), stopAfter(2)))
                .isInstanceOf(Stopped.class);
        PretrainingResult result = run(spark, TinyRun.request(resumed, output("stopped")));
        assertThat(parameters(result)).isEqualTo(parameters(whole));
        assertThat(withoutTimes(result.log())).isEqualTo(withoutTimes(whole.log()));
        assertThat(Files.readAllBytes(file(result, "updater.safetensors")))
                .isEqualTo(Files.readAllBytes(file(whole, "updater.safetensors")));
    }

    @Test
    @Tag("platform")
    void aRunIsResumedWithTheOtherRouteToTheSameFiles(SparkSession spark) throws IOException {
        TrainingConfig onDriver =
                TinyRun.training(2, 4, TrainingSettings.joined(EVERY_SCHEDULE, "averaging-route=driver"));
        TrainingConfig sliced = TinyRun.training(
                2, 4, TrainingSettings.joined(EVERY_SCHEDULE, "averaging-route=slices", "averaging-slices=3"));
        assertThat(onDriver.ofResult())
                .as("what fingerprints are made of")
                .hasToString(sliced.ofResult().toString());
        PretrainingResult whole = run(spark, TinyRun.request(onDriver, output("whole")));
        for (TrainingConfig first : List.of(onDriver, sliced)) {
            for (TrainingConfig second : List.of(onDriver, sliced)) {
                String output = output("begun %s, ended %s"
                        .formatted(
                                first.exchange().averagingRoute(),
                                second.exchange().averagingRoute()));
                assertThatThrownBy(() -> run(spark, TinyRun.request(first, output), stopAfter(2)))
                        .isInstanceOf(Stopped.class);
                PretrainingResult result = run(spark, TinyRun.request(second, output));
                assertThat(parameters(result)).isEqualTo(parameters(whole));
                assertThat(withoutTimes(result.log())).isEqualTo(withoutTimes(whole.log()));
                assertThat(state(result, second).optimiser())
                        .isEqualTo(state(whole, onDriver).optimiser());
                // The result may be the best checkpoint, which was written long before it was known to be that.
                assertThat(Files.readAllBytes(file(result, "model.safetensors")))
                        .isEqualTo(Files.readAllBytes(file(whole, "model.safetensors")));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"damaged", "missing", "overlapping"})
    void aRunInSlicesGoesOnFromTheCheckpointBeforeADamagedOne(String fault, SparkSession spark) throws IOException {
        TrainingConfig training =
                TinyRun.training(2, 4, "checkpoint-every=1", "averaging-route=slices", "averaging-slices=3");
        PretrainingResult whole = run(spark, TinyRun.request(training, output("whole")));
        PretrainingRequest request = TinyRun.request(training, output(fault));
        assertThatThrownBy(() -> run(spark, request, stopAfter(3))).isInstanceOf(Stopped.class);
        Path newest = Path.of(output(fault), "checkpoints", "step-00000009");
        Path description = newest.resolve("checkpoint.json");
        try (var files = Files.list(newest)) {
            Path part = files.filter(file -> file.getFileName().toString().startsWith("state-00001-of-00001"))
                    .findFirst()
                    .orElseThrow();
            switch (fault) {
                case "damaged" -> Files.write(part, Arrays.copyOf(Files.readAllBytes(part), 100));
                case "missing" -> Files.delete(part);
                default -> {
                    Files.writeString(
                            description, Files.readString(description).replace("\"from\" : 0", "\"from\" : 1"));
                    Files.deleteIfExists(newest.resolve(".checkpoint.json.crc"));
                }
            }
        }
        assertThat(newest).isDirectoryNotContaining("glob:**/model.safetensors");
        try (var warnings = Warnings.of(CheckpointStore.class)) {
            PretrainingResult resumed = run(spark, request);
            assertThat(parameters(resumed)).isEqualTo(parameters(whole));
            assertThat(warnings.messages())
                    .anySatisfy(message -> assertThat(message).contains("step-00000009"));
        }
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
    @Tag("platform")
    void repeatedRunsAgreeToTheBit(SparkSession spark) throws IOException {
        assertThat(parameters(run(spark, TinyRun.request(2, 2, output("once")))))
                .isEqualTo(parameters(run(spark, TinyRun.request(2, 2, output("again")))));
        assertThat(parameters(run(spark, TinyRun.request(3, 2, output("three")))))
                .isNotEqualTo(parameters(run(spark, TinyRun.request(2, 2, output("two")))));
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
    void theLogCanBeReadWhileTheRunGoesOn(SparkSession spark) throws IOException {
        PretrainingRequest request = TinyRun.request(2, 3, output("going-on"));
        assertThatThrownBy(() -> run(spark, request, stopAfter(2))).isInstanceOf(Stopped.class);
        // A header, and the rounds up to the checkpoint after the second.
        assertThat(Files.readAllLines(Path.of(output("going-on"), "training-log.csv")))
                .hasSize(3);
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
                same.initialParameters(),
                same.output(),
                "other");
        assertThatThrownBy(() -> run(spark, other))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("another run");
    }

    private static TrainerState state(PretrainingResult result, TrainingConfig training) throws IOException {
        var path = new org.apache.hadoop.fs.Path(result.checkpoint());
        var hadoop = new Configuration();
        int parameters = FlatParameters.of(TinyRun.NETWORK).length();
        return new CheckpointFolder(path.getFileSystem(hadoop), path)
                .state()
                .read(hadoop, 0, Synchronisation.first(Rule.of(training, parameters), parameters));
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
                        row.metrics(),
                        row.gradientNorm(),
                        row.parameterSpread(),
                        0,
                        0,
                        row.examples(),
                        row.elapsedSeconds(),
                        0,
                        PhaseSeconds.UNKNOWN))
                .toList();
    }

    private String output(String name) {
        return folder.resolve(name).toString();
    }
}
