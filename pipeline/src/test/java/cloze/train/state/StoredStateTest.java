package cloze.train.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.config.TrainingConfig.Averaging;
import cloze.config.TrainingConfig.UpdaterState;
import cloze.error.CorruptArtifactException;
import cloze.tensor.Safetensors;
import cloze.tensor.Tensor;
import cloze.train.TinyRun;
import cloze.train.TrainingSettings;
import cloze.train.synchronisation.FlatParameters;
import cloze.train.synchronisation.Rule;
import cloze.train.synchronisation.Synchronisation;
import cloze.train.synchronisation.TrainerState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any range of a state can be read, whether it was written whole or in parts. */
class StoredStateTest {
    private static final Configuration HADOOP = new Configuration();
    private static final FlatParameters LAYOUT = FlatParameters.of(TinyRun.NETWORK);

    @TempDir
    private java.nio.file.Path folder;

    static Stream<Arguments> rules() {
        return Stream.of(Averaging.values()).flatMap(averaging -> Stream.of(UpdaterState.values())
                .map(updaters -> Arguments.of(averaging, updaters)));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyRangeIsReadToTheBit(Averaging averaging, UpdaterState updaters) throws IOException {
        Rule rule = rule(averaging, updaters);
        TrainerState state = numbered(rule);
        int parameters = LAYOUT.length();
        List<StoredState> stores = List.of(
                whole(state),
                inParts(state, List.of(0, parameters)),
                inParts(state, List.of(0, 1, 65, 700, parameters - 1, parameters)));
        for (StoredState stored : stores) {
            for (String name : stored.names()) {
                stored.check(HADOOP, name, Synchronisation.first(rule, 1));
            }
            for (int[] range :
                    new int[][] {{0, parameters}, {0, 1}, {64, 66}, {3, 701}, {parameters - 1, parameters}}) {
                TrainerState expected = state.slice(range[0], range[1]);
                TrainerState found = stored.read(HADOOP, range[0], Synchronisation.first(rule, range[1] - range[0]));
                assertThat(found.parameters()).isEqualTo(expected.parameters());
                assertThat(found.optimiser()).isEqualTo(expected.optimiser());
            }
            assertThat(stored.parameters(HADOOP)).isEqualTo(LAYOUT.named(state.parameters()));
            var model = new ByteArrayOutputStream();
            stored.writeModel(HADOOP, model);
            assertThat(model.toByteArray()).isEqualTo(Files.readAllBytes(folder.resolve("whole/model.safetensors")));
        }
    }

    @Test
    void partsMustHoldEachParameterOnce() {
        assertThat(StatePart.fault(List.of(part("b", 4, 9), part("a", 0, 4)), 9))
                .isEmpty();
        assertThat(StatePart.fault(List.of(part("a", 0, 4), part("b", 5, 9)), 9))
                .contains("expected a part that begins with parameter 4, found b of 5 to 9");
        assertThat(StatePart.fault(List.of(part("a", 0, 4), part("b", 3, 9)), 9))
                .contains("expected a part that begins with parameter 4, found b of 3 to 9");
        assertThat(StatePart.fault(List.of(part("a", 0, 4), part("b", 0, 4)), 4))
                .isPresent();
        assertThat(StatePart.fault(List.of(part("a", 0, 4)), 9)).contains("expected parts of 9 parameters, found 4");
        assertThat(StatePart.fault(List.of(part("a", 0, 10)), 9)).isPresent();
        assertThatThrownBy(() -> part("a", 4, 4)).hasMessageContaining("expected a range, found 4 to 4");
    }

    @Test
    void aPartThatIsNotAsItWasWrittenIsNamed() throws IOException {
        Rule rule = rule(Averaging.PLAIN, UpdaterState.AVERAGED);
        StoredState stored = inParts(numbered(rule), List.of(0, 65, LAYOUT.length()));
        java.nio.file.Path second = folder.resolve("parts-2/part-65");
        byte[] bytes = Files.readAllBytes(second);
        bytes[bytes.length - 3] ^= 1;
        Files.write(second, bytes);
        Files.deleteIfExists(second.resolveSibling(".part-65.crc"));
        TrainerState first = Synchronisation.first(rule, 1);
        stored.check(HADOOP, "part-0", first);
        assertThatThrownBy(() -> stored.check(HADOOP, "part-65", first))
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessageContainingAll("part-65: expected SHA-256", "resume from an older checkpoint");
        assertThatThrownBy(() -> stored.parameters(HADOOP)).hasMessageContaining("part-65: expected SHA-256");
        Files.delete(second);
        assertThatThrownBy(() -> stored.check(HADOOP, "part-65", first))
                .hasMessageContaining("part-65: expected a file, found none");
    }

    @Test
    void aPartOfAnotherStateIsNamed() throws IOException {
        StoredState plain =
                inParts(numbered(rule(Averaging.PLAIN, UpdaterState.AVERAGED)), List.of(0, LAYOUT.length()));
        TrainerState outer = Synchronisation.first(rule(Averaging.OUTER_NESTEROV, UpdaterState.AVERAGED), 1);
        assertThatThrownBy(() -> plain.check(HADOOP, "part-0", outer))
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessageContaining(
                        "part-0: expected %d floats of outer_momentum, found none".formatted(LAYOUT.length()));
        var shorter = new StoredState(plain.folder(), LAYOUT, plain.files(), List.of(part("part-0", 0, 9)));
        assertThatThrownBy(() -> shorter.check(
                        HADOOP, "part-0", Synchronisation.first(rule(Averaging.PLAIN, UpdaterState.AVERAGED), 1)))
                .hasMessageContaining("expected 9 floats of parameters, found %d of F32".formatted(LAYOUT.length()));
    }

    private static StatePart part(String file, int from, int to) {
        return new StatePart(file, from, to);
    }

    private static Rule rule(Averaging averaging, UpdaterState updaters) {
        return Rule.of(
                TrainingSettings.of(
                        "workers=2",
                        TrainingSettings.setting("averaging", averaging),
                        TrainingSettings.setting("updater-state", updaters)),
                LAYOUT.length());
    }

    /** A state all of whose elements differ. */
    private static TrainerState numbered(Rule rule) {
        TrainerState first = Synchronisation.first(rule, LAYOUT.length());
        int[] next = {0};
        List<Tensor> vectors = new ArrayList<>();
        for (Tensor vector : first.optimiser()) {
            vectors.add(new Tensor(vector.name(), vector.shape(), numbers(vector.values().length, next)));
        }
        return new TrainerState(numbers(first.parameters().length, next), vectors);
    }

    private static float[] numbers(int count, int[] next) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = next[0]++;
        }
        return numbers;
    }

    private StoredState whole(TrainerState state) throws IOException {
        Path path = path("whole");
        return new WholeState(LAYOUT, state).write(path.getFileSystem(HADOOP), path, RunState.Purpose.RESUME);
    }

    private StoredState inParts(TrainerState state, List<Integer> ends) throws IOException {
        Path path = path("parts-" + (ends.size() - 1));
        var files = new DigestedFiles(path.getFileSystem(HADOOP), path);
        Map<String, WrittenFile> written = new HashMap<>();
        List<StatePart> parts = new ArrayList<>();
        for (int i = 1; i < ends.size(); i++) {
            int from = ends.get(i - 1);
            String name = "part-" + from;
            TrainerState slice = state.slice(from, ends.get(i));
            written.put(name, files.write(name, out -> Safetensors.write(out, StoredState.part(slice))));
            parts.add(part(name, from, ends.get(i)));
        }
        return new StoredState(path.toString(), LAYOUT, written, parts);
    }

    private Path path(String name) {
        return new Path(folder.resolve(name).toUri());
    }
}
