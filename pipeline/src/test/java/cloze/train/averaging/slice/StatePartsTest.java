package cloze.train.averaging.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.config.TrainingConfig;
import cloze.config.TrainingConfig.Trainer;
import cloze.config.TrainingConfig.UpdaterState;
import cloze.error.CorruptArtifactException;
import cloze.testing.SparkSessionExtension;
import cloze.train.TinyRun;
import cloze.train.TrainingSettings;
import cloze.train.averaging.MinibatchSource;
import cloze.train.averaging.Round;
import cloze.train.averaging.RoundTrainer;
import cloze.train.averaging.TrainerKinds;
import cloze.train.plan.TrainingPlan;
import cloze.train.state.RunState;
import cloze.train.state.StatePart;
import cloze.train.state.StoredState;
import cloze.train.synchronisation.TrainerState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** States on executors that tasks write in several parts, and read again in other slices. */
@Tag("spark")
@Tag("platform")
@ExtendWith(SparkSessionExtension.class)
class StatePartsTest {
    private static final long EXAMPLES = 26;

    /** Less than a third of the state of {@link TinyRun}'s network. */
    private static final long PART_BYTES = 4096;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void areResumedInOtherSlicesAndOnTheDriver(UpdaterState updaters, SparkSession spark) throws IOException {
        TrainingConfig training = training(updaters, 7);
        var plan = new TrainingPlan(training, List.of(EXAMPLES), 11);
        TrainerState expected;
        try (RoundTrainer trainer = TrainerKinds.onDriver(Trainer.PLAIN, spark, training, plan)) {
            fit(trainer, plan, 0, plan.rounds());
            expected = trainer.state().whole();
        }
        StoredState stored;
        try (RoundTrainer trainer = TrainerKinds.sliced(Trainer.DL4J, spark, training, plan)) {
            fit(trainer, plan, 0, 2);
            stored = write(trainer, RunState.Purpose.RESUME, "half");
        }
        assertThat(stored.parts()).hasSizeGreaterThan(2);
        assertThat(names("half"))
                .containsExactlyInAnyOrderElementsOf(stored.files().keySet());
        StoredState inOnePart;
        try (RoundTrainer trainer = TrainerKinds.sliced(Trainer.PLAIN, spark, training(updaters, 3), plan)) {
            trainer.load(stored);
            fit(trainer, plan, 2, 3);
            inOnePart = trainer.state().write(files(), path("later"), RunState.Purpose.RESUME);
        }
        assertThat(inOnePart.parts()).hasSize(1);
        for (StoredState resumed : List.of(stored, inOnePart)) {
            try (RoundTrainer trainer = TrainerKinds.onDriver(Trainer.DL4J, spark, training, plan)) {
                trainer.load(resumed);
                fit(trainer, plan, resumed.equals(stored) ? 2 : 3, plan.rounds());
                requireSame(trainer.state().whole(), expected);
            }
        }
        StoredState onDriver;
        try (RoundTrainer trainer = TrainerKinds.onDriver(Trainer.PLAIN, spark, training, plan)) {
            trainer.load(stored);
            onDriver = trainer.state().write(files(), path("driver"), RunState.Purpose.RESUME);
        }
        assertThat(onDriver.parts()).isEmpty();
        try (RoundTrainer trainer = TrainerKinds.sliced(Trainer.DL4J, spark, training(updaters, 1_000_000), plan)) {
            trainer.load(onDriver);
            fit(trainer, plan, 2, plan.rounds());
            requireSame(trainer.state().whole(), expected);
        }
    }

    @Test
    void theResultOfARunHasTheModelOfTheDriversRoute(SparkSession spark) throws IOException {
        TrainingConfig training = training(UpdaterState.AVERAGED, 7);
        var plan = new TrainingPlan(training, List.of(EXAMPLES), 11);
        try (RoundTrainer driver = TrainerKinds.onDriver(Trainer.PLAIN, spark, training, plan);
                RoundTrainer slices = TrainerKinds.sliced(Trainer.PLAIN, spark, training, plan)) {
            fit(driver, plan, 0, 1);
            fit(slices, plan, 0, 1);
            driver.state().write(files(), path("driver"), RunState.Purpose.RESULT);
            StoredState stored = write(slices, RunState.Purpose.RESULT, "slices");
            assertThat(stored.files()).containsKey(StoredState.MODEL);
            assertThat(names("slices"))
                    .containsExactlyInAnyOrderElementsOf(stored.files().keySet());
            assertThat(Files.readAllBytes(folder.resolve("slices").resolve(StoredState.MODEL)))
                    .isEqualTo(Files.readAllBytes(folder.resolve("driver").resolve(StoredState.MODEL)));
        }
    }

    /** As two attempts of every task would be. */
    @Test
    void attemptsThatRunTwiceWriteFilesOfTheirOwn(SparkSession spark) throws IOException {
        TrainingConfig training = training(UpdaterState.AVERAGED, 7);
        var plan = new TrainingPlan(training, List.of(EXAMPLES), 11);
        try (RoundTrainer trainer = TrainerKinds.sliced(Trainer.PLAIN, spark, training, plan)) {
            StoredState one = write(trainer, RunState.Purpose.RESUME, "twice");
            StoredState other = write(trainer, RunState.Purpose.RESUME, "twice");
            assertThat(one.files().keySet())
                    .doesNotContainAnyElementsOf(other.files().keySet());
            assertThat(one.files().values())
                    .containsExactlyInAnyOrderElementsOf(other.files().values());
            TrainerState whole = trainer.state().whole();
            trainer.load(one);
            requireSame(trainer.state().whole(), whole);
        }
    }

    @Test
    void aTaskThatFailsIsRepeatedAndLeavesNothing(SparkSession spark) throws IOException, InterruptedException {
        TrainingConfig training = training(UpdaterState.AVERAGED, 7);
        var plan = new TrainingPlan(training, List.of(EXAMPLES), 11);
        FailingFiles.install(spark.sparkContext().hadoopConfiguration());
        try (RoundTrainer trainer = TrainerKinds.sliced(Trainer.PLAIN, spark, training, plan)) {
            FailingFiles.failNext(2);
            StoredState stored = write(trainer, RunState.Purpose.RESUME, FailingFiles.path(folder.resolve("failing")));
            assertThat(FailingFiles.left()).isZero();
            assertThat(names("failing"))
                    .containsExactlyInAnyOrderElementsOf(stored.files().keySet());
            TrainerState whole = trainer.state().whole();
            trainer.load(stored);
            requireSame(trainer.state().whole(), whole);

            FailingFiles.failNext(Integer.MAX_VALUE);
            assertThatThrownBy(() -> write(trainer, RunState.Purpose.RESUME, FailingFiles.path(folder.resolve("full"))))
                    .hasMessageContaining("No space left on device");
            // The job fails with its first task; the others then end by themselves.
            for (int waits = 0; waits < 200 && !names("full").isEmpty(); waits++) {
                Thread.sleep(50);
            }
            assertThat(names("full")).isEmpty();
        } finally {
            FailingFiles.failNext(0);
        }
    }

    @Test
    void aDamagedPartIsFoundBeforeAnythingIsLoaded(SparkSession spark) throws IOException {
        TrainingConfig training = training(UpdaterState.AVERAGED, 7);
        var plan = new TrainingPlan(training, List.of(EXAMPLES), 11);
        try (RoundTrainer trainer = TrainerKinds.sliced(Trainer.PLAIN, spark, training, plan)) {
            StoredState stored = write(trainer, RunState.Purpose.RESUME, "damaged");
            fit(trainer, plan, 0, 1);
            TrainerState before = trainer.state().whole();
            StatePart second = stored.parts().get(1);
            Path file = folder.resolve("damaged").resolve(second.file());
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length - 3] ^= 1;
            Files.write(file, bytes);
            // Behind Hadoop's back, and then without its own checksum.
            for (String found : List.of("expected an unchanged file", "expected SHA-256")) {
                assertThatThrownBy(() -> trainer.load(stored))
                        .isInstanceOf(CorruptArtifactException.class)
                        .hasMessageContainingAll(second.file(), found, "resume from an older checkpoint");
                Files.deleteIfExists(file.resolveSibling("." + second.file() + ".crc"));
            }
            requireSame(trainer.state().whole(), before);
        }
    }

    private static void requireSame(TrainerState found, TrainerState expected) {
        assertThat(found.parameters()).isEqualTo(expected.parameters());
        assertThat(found.optimiser()).isEqualTo(expected.optimiser());
    }

    private StoredState write(RoundTrainer trainer, RunState.Purpose purpose, String name) throws IOException {
        return write(trainer, purpose, path(name));
    }

    private static StoredState write(RoundTrainer trainer, RunState.Purpose purpose, org.apache.hadoop.fs.Path path)
            throws IOException {
        return ((SlicedState) trainer.state())
                .write(path.getFileSystem(FailingFiles.install(new Configuration())), path, purpose, PART_BYTES);
    }

    private static FileSystem files() throws IOException {
        return FileSystem.getLocal(new Configuration());
    }

    private org.apache.hadoop.fs.Path path(String name) {
        return new org.apache.hadoop.fs.Path(folder.resolve(name).toUri());
    }

    private List<String> names(String name) throws IOException {
        return Arrays.stream(files().listStatus(path(name)))
                .map(file -> file.getPath().getName())
                .toList();
    }

    private static TrainingConfig training(UpdaterState updaters, int slices) {
        return TinyRun.training(
                2,
                7,
                "averaging=outer-nesterov",
                "averaging-slices=" + slices,
                TrainingSettings.setting("updater-state", updaters));
    }

    private static void fit(RoundTrainer trainer, TrainingPlan plan, int from, int to) {
        Map<Integer, MinibatchSource> epochs = new HashMap<>();
        Stream.iterate(0, epoch -> epoch + 1).limit(9).forEach(epoch -> epochs.put(epoch, new TinyRun.Examples(epoch)));
        for (int round = from; round < to; round++) {
            trainer.fit(new Round(plan.round(round), epochs, 0));
        }
    }
}
