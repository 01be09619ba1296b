package cloze.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cloze.config.ScalingConfig;
import cloze.error.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScalingTest {
    @TempDir
    Path folder;

    @Test
    void foretellsEachPresetFromTheFilesOfEarlierRuns() throws Exception {
        List<String> files = new ArrayList<>();
        for (int executors : new int[] {1, 2, 4}) {
            Path output = Files.createDirectory(folder.resolve("of-" + executors));
            var table = new BenchmarkTable(List.of(
                    row("tiny", "spark://here:7077", executors, 4_400_000, 150),
                    row("small", "spark://here:7077", executors, 28_800_000, 1900),
                    row("tiny", "local[2]", executors, 4_400_000, 1),
                    Measurement.of("memory").with(Field.PRESET, "tiny")));
            Files.writeString(output.resolve(BenchmarkTable.FILE), table.json());
            files.add(output.toString());
        }
        List<Measurement> rows = Scaling.run(new Configuration(), new ScalingConfig(files, List.of(8L, 1000L), 1.25e9));

        assertThat(rows).extracting(row -> row.text(Field.PRESET)).containsExactly("tiny", "tiny", "small", "small");
        assertThat(rows).extracting(row -> row.number(Field.EXECUTORS)).containsExactly(8.0, 1000.0, 8.0, 1000.0);
        for (int preset = 0; preset < 4; preset += 2) {
            assertThat(rows.get(preset).number(Field.EFFICIENCY))
                    .isBetween(0.0, 1.0)
                    .isGreaterThan(rows.get(preset + 1).number(Field.EFFICIENCY));
            assertThat(rows.get(preset).number(Field.FREQUENCY_FOR_95_PERCENT))
                    .isLessThan(rows.get(preset + 1).number(Field.FREQUENCY_FOR_95_PERCENT));
        }
        Measurement eight = rows.get(0);
        double round = eight.number(Field.COMPUTE_SECONDS)
                + eight.number(Field.TRANSPORT_SECONDS)
                + eight.number(Field.AVERAGING_SECONDS);
        assertThat(eight.number(Field.SEQUENCES_PER_SECOND)).isCloseTo(8 * 16 * 32 / round, within(1.0));
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> Scaling.run(
                        new Configuration(),
                        new ScalingConfig(List.of(folder.resolve("nowhere").toString()), List.of(8L), 1e9)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("nowhere/benchmark.json");
    }

    private static Measurement row(String preset, String master, int executors, int parameters, double step) {
        double bytes = 12.0 * parameters;
        return Measurement.of(TrainingBenchmark.PART)
                .with(Field.PRESET, preset)
                .with(Field.MASTER, master)
                .with(Field.STEP_MILLISECONDS, step)
                .with(Field.TRANSPORT_SECONDS, 0.1 + 1e-9 * bytes + 1e-9 * bytes * executors)
                .with(Field.AVERAGING_SECONDS, 1e-9 * parameters * executors)
                .with(Field.WORKERS, executors)
                .with(Field.EXECUTORS, executors)
                .with(Field.AVERAGING_FREQUENCY, 16)
                .with(Field.TRAIN_BATCH_SIZE, 32)
                .with(Field.PARAMETERS, parameters);
    }
}
