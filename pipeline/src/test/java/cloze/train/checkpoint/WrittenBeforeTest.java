package cloze.train.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.error.CorruptArtifactException;
import cloze.network.parameter.ParameterShape;
import cloze.tensor.Tensor;
import cloze.train.TrainingSettings;
import cloze.train.state.RunState;
import cloze.train.state.StoredState;
import cloze.train.state.WholeState;
import cloze.train.synchronisation.FlatParameters;
import cloze.train.synchronisation.ModelState;
import cloze.train.synchronisation.Synchronisation;
import cloze.train.synchronisation.TrainerState;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The folders below written-before are checkpoints as commit d0bdffc wrote them, of two workers: plain averaging, and an outer optimiser with moments
 * of each worker's own.
 */
class WrittenBeforeTest {
    private static final String PLAIN = "plain";
    private static final String OUTER_LOCAL = "outer-local";

    private static final FlatParameters LAYOUT = new FlatParameters(
            List.of(new ParameterShape("a.W", List.of(2L, 1L), 0), new ParameterShape("a.b", List.of(1L), 2)));

    @TempDir
    private java.nio.file.Path folder;

    @ParameterizedTest
    @ValueSource(strings = {PLAIN, OUTER_LOCAL})
    void checkpointsWrittenBeforeAreReadAndWrittenAgainToTheByte(String name) throws Exception {
        Checkpoint before = before(name);
        Synchronisation synchronisation = begin(name);
        synchronisation.load(state(name, synchronisation.state()));

        var state = new WholeState(LAYOUT, synchronisation.state());
        Path written = store(folder).write(before, state, RunState.Purpose.RESULT, 1);
        for (String file : List.of(
                "model.safetensors",
                "updater.safetensors",
                "training-log.json",
                "validation-log.json",
                "checkpoint.json")) {
            assertThat(Files.readAllBytes(java.nio.file.Path.of(written.toUri()).resolve(file)))
                    .as(file)
                    .isEqualTo(Files.readAllBytes(resource(name).resolve("checkpoints/step-00000003/" + file)));
        }
    }

    @Test
    void everyVectorComesToItsPlace() throws Exception {
        Synchronisation plain = begin(PLAIN);
        plain.load(state(PLAIN, plain.state()));
        assertThat(plain.starts()).hasSize(1);
        assertThat(plain.starts().get(0).parameters()).containsExactly(1, -2, .5f);
        assertThat(plain.starts().get(0).updater()).containsExactly(3, 4, 5, 6, 7, 8);

        Synchronisation outer = begin(OUTER_LOCAL);
        TrainerState state = state(OUTER_LOCAL, outer.state());
        outer.load(state);
        assertThat(outer.starts()).hasSize(2);
        assertThat(outer.starts().get(0).updater()).containsExactly(3, 4, 5, 6, 7, 8);
        assertThat(outer.starts().get(1).updater()).containsExactly(.1f, .2f, .3f, .4f, .5f, .6f);
        assertThat(outer.state().optimiser())
                .extracting(Tensor::name)
                .containsExactly("updater.0", "updater.1", "outer_momentum");
        assertThat(outer.state().optimiser().get(2).values()).containsExactly(9, -0f, 1e-30f);
    }

    @Test
    void aCheckpointOfAnotherKindOfAveragingIsRefused() throws Exception {
        TrainerState expected = begin(OUTER_LOCAL).state();
        assertThatThrownBy(() -> state(PLAIN, expected))
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessageContaining("expected 6 floats of updater.0, found none; delete the folder")
                .hasMessageEndingWith("to resume from an older checkpoint");
        TrainerState shorter = Synchronisation.of(TrainingSettings.of(), new ModelState(new float[3], new float[3]))
                .state();
        assertThatThrownBy(() -> state(PLAIN, shorter))
                .hasMessageContaining("expected 3 floats of updater, found 6 of F32");
    }

    /** The state of a checkpoint written before, which has the vectors of {@code first}. */
    private static TrainerState state(String name, TrainerState first) throws IOException, URISyntaxException {
        var path = new Path(resource(name).resolve("checkpoints/step-00000003").toUri());
        var hadoop = new Configuration();
        CheckpointInfo info = new CheckpointFolder(path.getFileSystem(hadoop), path).info();
        var stored = new StoredState(path.toString(), LAYOUT, info.files(), info.parts());
        for (String file : stored.names()) {
            stored.check(hadoop, file, first);
        }
        return stored.read(hadoop, 0, first);
    }

    private static Synchronisation begin(String name) {
        String[] settings = name.equals(PLAIN)
                ? new String[] {"workers=2"}
                : new String[] {"workers=2", "averaging=outer-nesterov", "updater-state=local"};
        return Synchronisation.of(TrainingSettings.of(settings), new ModelState(new float[3], new float[6]));
    }

    private static Checkpoint before(String name) throws IOException, URISyntaxException {
        return store(resource(name)).resume("a run", state -> {}).orElseThrow();
    }

    private static CheckpointStore store(java.nio.file.Path output) throws IOException {
        return CheckpointStore.of(new Path(output.toUri()), new Configuration());
    }

    private static java.nio.file.Path resource(String name) throws URISyntaxException {
        return java.nio.file.Path.of(
                WrittenBeforeTest.class.getResource("written-before/" + name).toURI());
    }
}
