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
                    BenchmarkRow.of("memory").with(BenchmarkColumn.PRESET, "tiny")));
            Files.writeString(output.resolve(BenchmarkTable.FILE), table.json());
            files.add(output.toString());
        }
        List<BenchmarkRow> rows =
                Scaling.run(new Configuration(), new ScalingConfig(files, List.of(8L, 1000L), 1.25e9));

        assertThat(rows)
                .extracting(row -> row.text(BenchmarkColumn.PRESET))
                .containsExactly("tiny", "tiny", "small", "small");
        assertThat(rows)
                .extracting(row -> row.number(BenchmarkColumn.EXECUTORS))
                .containsExactly(8.0, 1000.0, 8.0, 1000.0);
        for (int preset = 0; preset < 4; preset += 2) {
            assertThat(rows.get(preset).number(BenchmarkColumn.EFFICIENCY))
                    .isBetween(0.0, 1.0)
                    .isGreaterThan(rows.get(preset + 1).number(BenchmarkColumn.EFFICIENCY));
            assertThat(rows.get(preset).number(BenchmarkColumn.FREQUENCY_FOR_95_PERCENT))
                    .isLessThan(rows.get(preset + 1).number(BenchmarkColumn.FREQUENCY_FOR_95_PERCENT));
        }
        BenchmarkRow eight = rows.get(0);
        double round = eight.number(BenchmarkColumn.FIT_SECONDS)
                + eight.number(BenchmarkColumn.GATHER_SECONDS)
                + eight.number(BenchmarkColumn.REDUCE_SECONDS);
        assertThat(eight.number(BenchmarkColumn.SEQUENCES_PER_SECOND)).isCloseTo(8 * 16 * 32 / round, within(1.0));
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> Scaling.run(
                        new Configuration(),
                        new ScalingConfig(List.of(folder.resolve("nowhere").toString()), List.of(8L), 1e9)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("nowhere/benchmark.json");
    }

    private static BenchmarkRow row(String preset, String master, int executors, int parameters, double step) {
        double bytes = 12.0 * parameters;
        return BenchmarkRow.of(TrainingBenchmark.PART)
                .with(BenchmarkColumn.PRESET, preset)
                .with(BenchmarkColumn.MASTER, master)
                .with(BenchmarkColumn.STEP_MILLISECONDS, step)
                .with(BenchmarkColumn.GATHER_SECONDS, 0.1 + 1e-9 * bytes + 1e-9 * bytes * executors)
                .with(BenchmarkColumn.REDUCE_SECONDS, 1e-9 * parameters * executors)
                .with(BenchmarkColumn.WORKERS, executors)
                .with(BenchmarkColumn.EXECUTORS, executors)
                .with(BenchmarkColumn.AVERAGING_FREQUENCY, 16)
                .with(BenchmarkColumn.TRAIN_BATCH_SIZE, 32)
                .with(BenchmarkColumn.PARAMETERS, parameters);
    }
}
