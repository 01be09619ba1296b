package cloze.train.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.error.ClozeException;
import cloze.error.CorruptArtifactException;
import cloze.error.InvalidConfigException;
import cloze.tensor.Tensor;
import cloze.testing.Warnings;
import cloze.train.TinyRun;
import cloze.train.log.MeasuredTasks;
import cloze.train.log.PhaseSeconds;
import cloze.train.log.TrainingLogRow;
import cloze.train.log.ValidationLogRow;
import cloze.train.state.RunState;
import cloze.train.state.StoredState;
import cloze.train.state.WholeState;
import cloze.train.synchronisation.FlatParameters;
import cloze.train.synchronisation.TrainerState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointStoreTest {
    private static final String RUN = "a run";
    private static final FlatParameters LAYOUT = FlatParameters.of(TinyRun.NETWORK);

    @TempDir
    private java.nio.file.Path output;

    private CheckpointStore store;

    @BeforeEach
    void open() throws IOException {
        store = CheckpointStore.of(new Path(output.toUri()), new Configuration());
    }

    @Test
    void readsBackWhatItWrote() throws IOException {
        Checkpoint written = checkpoint(12);
        write(written, 3);
        List<TrainerState> states = new ArrayList<>();
        Checkpoint read = store.resume(RUN, stored -> states.add(stored.read(new Configuration(), 0, state(0).whole())))
                .orElseThrow();
        assertThat(states).hasSize(1);
        assertThat(states.get(0).parameters()).isEqualTo(state(12).whole().parameters());
        assertThat(states.get(0).optimiser()).isEqualTo(state(12).whole().optimiser());
        assertThat(read.log()).isEqualTo(written.log());
        assertThat(read.info())
                .usingRecursiveComparison()
                .ignoringFields("files")
                .isEqualTo(written.info());
        assertThat(store.newest().orElseThrow().parameters())
                .isEqualTo(LAYOUT.named(state(12).whole().parameters()));
    }

    @Test
    void findsNothingInAnEmptyFolder() throws IOException {
        assertThat(store.newest()).isEmpty();
        assertThat(store.resume(RUN, this::check)).isEmpty();
    }

    @Test
    void keepsTheNewestInFoldersNamedByTheirStep() throws IOException {
        for (int step : new int[] {9, 10, 100, 11}) {
            write(checkpoint(step), 2);
        }
        assertThat(names()).containsExactlyInAnyOrder("step-00000100", "step-00000011");
        assertThat(store.resume(RUN, this::check).orElseThrow().info().step()).isEqualTo(100);
    }

    @Test
    void replacesACheckpointOfTheSameStep() throws IOException {
        write(checkpoint(5), 2);
        write(checkpoint(5), 2);
        assertThat(names()).containsExactly("step-00000005");
    }

    @Test
    void passesOverAndDeletesWhatWasNotFinished() throws IOException {
        write(checkpoint(5), 2);
        Files.move(folder("step-00000005"), folder(".unfinished-step-00000009"));
        assertThat(store.newest()).isEmpty();
        write(checkpoint(7), 2);
        assertThat(names()).containsExactly("step-00000007");
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.safetensors", "updater.safetensors", "training-log.json", "checkpoint.json"})
    void passesOverACheckpointThatLacksAFile(String name) throws IOException {
        write(checkpoint(5), 3);
        write(checkpoint(6), 3);
        Files.delete(folder("step-00000006").resolve(name));
        assertThat(store.resume(RUN, this::check).orElseThrow().info().step()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.safetensors", "updater.safetensors", "training-log.json"})
    void refusesAFileThatIsNotAsItWasWritten(String name) throws IOException {
        write(checkpoint(5), 3);
        java.nio.file.Path file = folder("step-00000005").resolve(name);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 3] ^= 1;
        overwrite(file, bytes);
        assertThatThrownBy(() -> store.resume(RUN, this::check))
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessageContaining(name)
                .hasMessageContaining("expected SHA-256")
                .hasMessageContaining("found")
                .hasMessageContaining("delete the folder");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model.safetensors",
                "updater.safetensors",
                "training-log.json",
                "validation-log.json",
                "checkpoint.json"
            })
    void goesOnFromTheCheckpointBeforeADamagedOneAndSaysSo(String name) throws IOException {
        for (int step = 5; step < 8; step++) {
            write(checkpoint(step), 3);
        }
        for (String damaged : List.of("step-00000006", "step-00000007")) {
            java.nio.file.Path file = folder(damaged).resolve(name);
            overwrite(file, java.util.Arrays.copyOf(Files.readAllBytes(file), 9));
        }
        try (var warnings = Warnings.of(CheckpointStore.class)) {
            assertThat(store.resume(RUN, this::check).orElseThrow().info().step())
                    .isEqualTo(5);
            assertThat(warnings.messages()).hasSize(2);
            assertThat(warnings.messages().get(0))
                    .contains("step-00000007/" + name, "damaged-step-00000007", "resumes from", "step-00000005");
        }
        assertThat(names())
                .containsExactlyInAnyOrder("step-00000005", "damaged-step-00000006", "damaged-step-00000007");

        // The run makes the step again, and may damage it again: nothing that was damaged is deleted.
        write(checkpoint(7), 3);
        java.nio.file.Path file = folder("step-00000007").resolve(name);
        overwrite(file, java.util.Arrays.copyOf(Files.readAllBytes(file), 9));
        assertThat(store.resume(RUN, this::check).orElseThrow().info().step()).isEqualTo(5);
        assertThat(names()).contains("damaged-step-00000007", "damaged-step-00000007-2");
    }

    @Test
    void passesOverWhatTheFileSystemItselfFindsDamaged() throws IOException {
        write(checkpoint(5), 3);
        write(checkpoint(6), 3);
        java.nio.file.Path file = folder("step-00000006").resolve("model.safetensors");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 3] ^= 1;
        Files.write(file, bytes);
        assertThat(store.resume(RUN, this::check).orElseThrow().info().step()).isEqualTo(5);
        assertThat(names()).containsExactlyInAnyOrder("step-00000005", "damaged-step-00000006");
    }

    @Test
    void refusesAFileCutShort() throws IOException {
        write(checkpoint(5), 3);
        java.nio.file.Path file = folder("step-00000005").resolve("model.safetensors");
        byte[] bytes = Files.readAllBytes(file);
        overwrite(file, java.util.Arrays.copyOf(bytes, bytes.length - 4));
        assertThatThrownBy(() -> store.resume(RUN, this::check))
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessageContaining("model.safetensors: expected %d bytes, found %d bytes"
                        .formatted(bytes.length, bytes.length - 4));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"format\": 1,",
                "{\"format\": 1}",
                "{\"format\": 1, \"files\": {}}",
                "{\"format\": 1, \"files\": {\"model.safetensors\": null}}",
                "{\"format\": 99999999999}",
                "",
                "null",
                "[]",
                "\0\0\0\0\0\0\0\0",
                "\0\0\ufeff{}"
            })
    void refusesADamagedDescription(String json) throws IOException {
        write(checkpoint(5), 3);
        overwrite(folder("step-00000005").resolve("checkpoint.json"), json.getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> store.resume(RUN, this::check))
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessageContaining("checkpoint.json");
    }

    @Test
    void refusesAnotherFormat() throws IOException {
        write(checkpoint(5), 3);
        java.nio.file.Path file = folder("step-00000005").resolve("checkpoint.json");
        String json = Files.readString(file).replace("\"format\" : 1", "\"format\" : 3");
        overwrite(file, json.getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> store.resume(RUN, this::check))
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessageContaining("expected checkpoint format 1 or 2, found 3");
    }

    @Test
    void refusesTheCheckpointOfAnotherRun() throws IOException {
        write(checkpoint(5), 3);
        assertThatThrownBy(() -> store.resume("another run", this::check))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("fingerprint a run, this run another run")
                .extracting(thrown -> ((ClozeException) thrown).exitCode())
                .isEqualTo(2);
    }

    @Test
    void theBestCheckpointIsKeptAndIsTheResult() throws IOException {
        write(checkpoint(5), 2);
        write(checkpoint(6, 6), 2);
        for (int step = 7; step < 10; step++) {
            write(checkpoint(step, 6), 2);
        }
        assertThat(names()).containsExactlyInAnyOrder("step-00000006", "step-00000008", "step-00000009");
        assertThat(store.result().orElseThrow().info().step()).isEqualTo(6);
        assertThat(store.newest().orElseThrow().info().step()).isEqualTo(9);
    }

    private Path write(Checkpoint checkpoint, int keep) throws IOException {
        return store.write(checkpoint, state(checkpoint.info().step()), RunState.Purpose.RESUME, keep);
    }

    /** What a trainer does before it loads a state. */
    private void check(StoredState stored) throws IOException {
        for (String name : stored.names()) {
            stored.check(new Configuration(), name, state(0).whole());
        }
    }

    private static WholeState state(int step) {
        float[] parameters = new float[LAYOUT.length()];
        float[] updater = new float[2 * parameters.length];
        for (int i = 0; i < updater.length; i++) {
            parameters[i / 2] = step - i;
            updater[i] = 1f / (step + i + 1);
        }
        return new WholeState(
                LAYOUT,
                new TrainerState(parameters, List.of(new Tensor("updater", List.of((long) updater.length), updater))));
    }

    private static Checkpoint checkpoint(int step) {
        return checkpoint(step, step);
    }

    private static Checkpoint checkpoint(int step, int result) {
        var info = new CheckpointInfo(RUN, TinyRun.NETWORK, step, 2, 1, step * 2L, result, 1.5);
        return new Checkpoint(
                info,
                List.of(
                        new TrainingLogRow(
                                0,
                                3,
                                0,
                                1e-4,
                                MeasuredTasks.of(3.25, .1, .7, .5),
                                2.5,
                                .01,
                                100,
                                .1,
                                20,
                                1.5,
                                1L << 30,
                                PhaseSeconds.UNKNOWN),
                        new TrainingLogRow(
                                1,
                                step,
                                1,
                                1e-5,
                                MeasuredTasks.of(Double.NaN, Double.NaN, .6, .6),
                                1.5,
                                .02,
                                101,
                                .1,
                                20,
                                3.5,
                                1L << 30,
                                PhaseSeconds.UNKNOWN)),
                List.of(new ValidationLogRow(1, step, MeasuredTasks.of(3.5, .1, .7, .5), true)));
    }

    /** Behind Hadoop's back: its own checksum of the old content goes too. */
    private static void overwrite(java.nio.file.Path file, byte[] bytes) throws IOException {
        Files.write(file, bytes);
        Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
    }

    private java.nio.file.Path folder(String name) {
        return output.resolve("checkpoints").resolve(name);
    }

    private List<String> names() throws IOException {
        try (Stream<java.nio.file.Path> entries = Files.list(output.resolve("checkpoints"))) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }
}
