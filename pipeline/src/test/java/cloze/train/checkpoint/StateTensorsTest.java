package cloze.train.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.error.CorruptArtifactException;
import cloze.network.parameter.ParameterShape;
import cloze.tensor.Tensor;
import cloze.train.TrainingSettings;
import cloze.train.synchronisation.FlatParameters;
import cloze.train.synchronisation.ModelState;
import cloze.train.synchronisation.Synchronisation;
import cloze.train.synchronisation.TrainerState;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
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
class StateTensorsTest {
    private static final String PLAIN = "plain";
    private static final String OUTER_LOCAL = "outer-local";

    private final StateTensors tensors = new StateTensors(new FlatParameters(
            List.of(new ParameterShape("a.W", List.of(2L, 1L), 0), new ParameterShape("a.b", List.of(1L), 2))));

    @TempDir
    private java.nio.file.Path folder;

    @ParameterizedTest
    @ValueSource(strings = {PLAIN, OUTER_LOCAL})
    void checkpointsWrittenBeforeAreReadAndWrittenAgainToTheByte(String name) throws Exception {
        Checkpoint before = before(name);
        Synchronisation synchronisation = begin(name);
        synchronisation.load(tensors.state(before, synchronisation.state()));
        TrainerState state = synchronisation.state();

        CheckpointInfo info = before.info().withFiles(Map.of());
        var again =
                new Checkpoint(info, tensors.parameters(state), state.optimiser(), before.log(), before.validation());
        Path written = store(folder).write(again, 1);
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
        plain.load(tensors.state(before(PLAIN), plain.state()));
        assertThat(plain.starts()).hasSize(1);
        assertThat(plain.starts().get(0).parameters()).containsExactly(1, -2, .5f);
        assertThat(plain.starts().get(0).updater()).containsExactly(3, 4, 5, 6, 7, 8);

        Synchronisation outer = begin(OUTER_LOCAL);
        TrainerState state = tensors.state(before(OUTER_LOCAL), outer.state());
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
        Checkpoint before = before(PLAIN);
        TrainerState expected = begin(OUTER_LOCAL).state();
        assertThatThrownBy(() -> tensors.state(before, expected))
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessage(
                        "Checkpoint of step 3: expected 6 floats of updater.0, found none; delete the folder to resume from an older checkpoint");
        TrainerState shorter = Synchronisation.of(TrainingSettings.of(), new ModelState(new float[3], new float[4]))
                .state();
        assertThatThrownBy(() -> tensors.state(before, shorter))
                .hasMessageContaining("expected 4 floats of updater, found 6 floats");
    }

    private static Synchronisation begin(String name) {
        String[] settings = name.equals(PLAIN)
                ? new String[] {"workers=2"}
                : new String[] {"workers=2", "averaging=outer-nesterov", "updater-state=local"};
        return Synchronisation.of(TrainingSettings.of(settings), new ModelState(new float[3], new float[6]));
    }

    private static Checkpoint before(String name) throws IOException, URISyntaxException {
        return store(resource(name)).resume("a run").orElseThrow();
    }

    private static CheckpointStore store(java.nio.file.Path output) throws IOException {
        return CheckpointStore.of(new Path(output.toUri()), new Configuration());
    }

    private static java.nio.file.Path resource(String name) throws URISyntaxException {
        return java.nio.file.Path.of(
                StateTensorsTest.class.getResource("written-before/" + name).toURI());
    }
}
