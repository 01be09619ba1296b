package cloze.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cloze.config.RunConfig;
import cloze.config.hocon.ConfigLoader;
import cloze.error.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScalingTest {
    private static final RunConfig CONFIG = config();
    private static final double TINY_STEP = 0.3;

    @TempDir
    Path folder;

    private static RunConfig config(String... settings) {
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("benchmark.scaling.presets=[tiny,base]");
        all.add("benchmark.scaling.executors=[4,1000]");
        return ConfigLoader.load(Optional.empty(), all);
    }

    /** Rounds of 2 to 8 executors on two processors, and steps of tiny alone. */
    private static List<BenchmarkRow> measured() {
        List<BenchmarkRow> rows = new ArrayList<>();
        for (int workers : new int[] {2, 4, 8}) {
            for (int parameters : new int[] {1_000_000, 4_400_000, 11_200_000}) {
                double state = 12.0 * parameters;
                rows.add(exchange("slices", workers, parameters)
                        .with(BenchmarkColumn.SLICES, workers)
                        .with(BenchmarkColumn.REDUCE_SECONDS, 2e-9 * state * workers / 2)
                        .with(BenchmarkColumn.GATHER_SECONDS, 1e-9 * state * workers / 2)
                        .with(BenchmarkColumn.CLOSE_SECONDS, 0.05));
                rows.add(exchange("driver", workers, parameters)
                        .with(BenchmarkColumn.REDUCE_SECONDS, 2e-9 * state * workers)
                        .with(BenchmarkColumn.GATHER_SECONDS, 0.1 + 2e-9 * state * workers)
                        .with(BenchmarkColumn.CLOSE_SECONDS, 0.0));
            }
        }
        rows.add(training("local[2]", 2));
        return rows;
    }

    private static BenchmarkRow exchange(String route, int workers, int parameters) {
        return BenchmarkRow.of(ExchangeBenchmark.PART)
                .with(BenchmarkColumn.MASTER, "spark://here:7077")
                .with(BenchmarkColumn.ROUTE, route)
                .with(BenchmarkColumn.WORKERS, workers)
                .with(BenchmarkColumn.EXECUTORS, workers)
                .with(BenchmarkColumn.PROCESSORS, 2)
                .with(BenchmarkColumn.PARAMETERS, parameters);
    }

    private static BenchmarkRow training(String master, double straggler) {
        return BenchmarkRow.of(TrainingBenchmark.PART)
                .with(BenchmarkColumn.PRESET, "tiny")
                .with(BenchmarkColumn.MASTER, master)
                .with(BenchmarkColumn.ROUTE, "slices")
                .with(BenchmarkColumn.WORKERS, 4)
                .with(BenchmarkColumn.EXECUTORS, 4)
                .with(BenchmarkColumn.SLICES, 4)
                .with(BenchmarkColumn.PROCESSORS, 2)
                .with(BenchmarkColumn.PARAMETERS, 4_400_000)
                .with(
                        BenchmarkColumn.STEP_GIGAFLOPS,
                        Workload.of("tiny", CONFIG).gigaflops())
                .with(BenchmarkColumn.STEP_MILLISECONDS, 1000 * TINY_STEP)
                .with(BenchmarkColumn.FIT_SECONDS, 10.0)
                .with(BenchmarkColumn.STRAGGLER_SECONDS, straggler)
                .with(BenchmarkColumn.REDUCE_SECONDS, 0.2)
                .with(BenchmarkColumn.GATHER_SECONDS, 0.1)
                .with(BenchmarkColumn.CLOSE_SECONDS, 0.05);
    }

    private static List<BenchmarkRow> part(List<BenchmarkRow> rows, String part) {
        return rows.stream().filter(row -> row.part().equals(part)).toList();
    }

    @Test
    void predictsBothRoutesBesideEachOther() {
        List<BenchmarkRow> rows = part(new Scaling(CONFIG, measured()).rows(), Scaling.PART);

        assertThat(rows)
                .extracting(row -> row.text(BenchmarkColumn.PRESET) + row.text(BenchmarkColumn.EXECUTORS))
                .containsExactly("tiny4", "tiny1000", "base4", "base1000");
        assertThat(rows)
                .extracting(row -> row.text(BenchmarkColumn.BASIS))
                .containsExactly("measured", "extrapolated", "extrapolated", "extrapolated");
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.number(BenchmarkColumn.SLICES_EFFICIENCY))
                    .isGreaterThan(row.number(BenchmarkColumn.DRIVER_EFFICIENCY))
                    .isBetween(
                            row.number(BenchmarkColumn.SLICES_LOW) - 1e-4,
                            row.number(BenchmarkColumn.SLICES_HIGH) + 1e-4);
            double compute = row.number(BenchmarkColumn.FIT_SECONDS);
            assertThat(row.number(BenchmarkColumn.DRIVER_EFFICIENCY))
                    .isCloseTo(compute / (compute + row.number(BenchmarkColumn.DRIVER_SECONDS)), within(1e-3));
        });
        BenchmarkRow thousand = rows.get(1);
        assertThat(thousand.number(BenchmarkColumn.FIT_SECONDS)).isCloseTo(16 * TINY_STEP, within(1e-3));
        // 53 MB at 4 ns per byte and worker, and over the driver's network card.
        assertThat(thousand.number(BenchmarkColumn.DRIVER_SECONDS))
                .isCloseTo(
                        0.1 + 12 * thousand.number(BenchmarkColumn.PARAMETERS) * (4e-9 * 1000 + 1001 / 1.25e9),
                        within(3.0));
        assertThat(rows.get(2).number(BenchmarkColumn.FIT_SECONDS))
                .as("a step of base, by its arithmetic")
                .isGreaterThan(20 * 16 * TINY_STEP);
    }

    @Test
    void namesEveryConstant() {
        List<BenchmarkRow> constants = part(new Scaling(CONFIG, measured()).rows(), Scaling.CONSTANTS);

        assertThat(constants).anySatisfy(row -> {
            assertThat(row.text(BenchmarkColumn.ROUTE)).isEqualTo("slices");
            assertThat(row.text(BenchmarkColumn.CONSTANT)).isEqualTo("copying, ns/byte");
            assertThat(row.number(BenchmarkColumn.VALUE)).isCloseTo(3, within(0.01));
        });
        assertThat(constants)
                .extracting(row -> row.text(BenchmarkColumn.CONSTANT))
                .contains("straggler sigma", "largest error of a prediction, factor");
    }

    @Test
    void theEfficiencyIsBelowOneHalfFromTheNamedNumberOfExecutors() {
        BenchmarkRow row =
                part(new Scaling(CONFIG, driverAlone()).rows(), Scaling.PART).get(0);
        int half = (int) row.number(BenchmarkColumn.EXECUTORS_AT_HALF);

        assertThat(half).isBetween(2, 999);
        List<BenchmarkRow> rows = part(
                new Scaling(
                                ConfigLoader.load(
                                        Optional.empty(),
                                        List.of(
                                                "benchmark.scaling.presets=[tiny]",
                                                "benchmark.scaling.executors=[%d,%d]".formatted(half - 1, half))),
                                driverAlone())
                        .rows(),
                Scaling.PART);
        assertThat(rows.get(0).number(BenchmarkColumn.DRIVER_EFFICIENCY)).isGreaterThanOrEqualTo(0.5);
        assertThat(rows.get(1).number(BenchmarkColumn.DRIVER_EFFICIENCY)).isLessThan(0.5);
    }

    private static List<BenchmarkRow> driverAlone() {
        return measured().stream()
                .filter(row -> !row.part().equals(ExchangeBenchmark.PART)
                        || row.text(BenchmarkColumn.ROUTE).equals("driver"))
                .toList();
    }

    @Test
    void theAdvisedFrequencyGivesTheAdvisedEfficiency() {
        BenchmarkRow row =
                part(new Scaling(CONFIG, measured()).rows(), Scaling.PART).get(1);
        int frequency = (int) row.number(BenchmarkColumn.FREQUENCY_FOR_95_PERCENT);

        assertThat(at(frequency)).isGreaterThanOrEqualTo(0.95);
        assertThat(at(frequency - 1)).isLessThan(0.9501);
    }

    private static double at(int frequency) {
        RunConfig config = config("training.averaging-frequency=" + frequency);
        return part(new Scaling(config, measured()).rows(), Scaling.PART)
                .get(1)
                .number(BenchmarkColumn.SLICES_EFFICIENCY);
    }

    @Test
    void stragglersHoldUpARound() {
        RunConfig none = config("benchmark.scaling.straggler-sigma=0");
        RunConfig some = config("benchmark.scaling.straggler-sigma=0.05");
        double without = part(new Scaling(none, measured()).rows(), Scaling.PART)
                .get(1)
                .number(BenchmarkColumn.SLICES_EFFICIENCY);
        double with = part(new Scaling(some, measured()).rows(), Scaling.PART)
                .get(1)
                .number(BenchmarkColumn.SLICES_EFFICIENCY);
        assertThat(1 / with - 1 / without).isCloseTo(0.05 * Math.sqrt(2 * Math.log(1000)), within(1e-3));

        List<BenchmarkRow> onACluster = new ArrayList<>(measured());
        onACluster.add(training("spark://here:7077", 2));
        assertThat(part(new Scaling(CONFIG, onACluster).rows(), Scaling.CONSTANTS))
                .filteredOn(row -> row.text(BenchmarkColumn.CONSTANT).equals("straggler sigma"))
                .singleElement()
                .satisfies(row -> assertThat(row.number(BenchmarkColumn.VALUE))
                        .isCloseTo(2.0 / 8 / Math.sqrt(2 * Math.log(4)), within(1e-3)));
    }

    @Test
    void readsTheFilesOfEarlierRuns() throws Exception {
        Path output = Files.createDirectory(folder.resolve("earlier"));
        String json = new BenchmarkTable(measured()).json();
        Files.writeString(output.resolve(BenchmarkTable.FILE), json);
        Path file = Files.writeString(folder.resolve("other.json"), json);

        assertThat(ScalingFiles.read(new Configuration(), "key", List.of(output.toString(), file.toString())))
                .hasSize(2 * measured().size());
        assertThatThrownBy(() -> ScalingFiles.read(
                        new Configuration(),
                        "benchmark.scaling.measurements",
                        List.of(folder.resolve("nowhere").toString())))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("benchmark.scaling.measurements")
                .hasMessageContaining("nowhere/benchmark.json");
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> new Scaling(CONFIG, List.of(training("local[2]", 0))).rows())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("deploy/standalone/start.sh");
        assertThatThrownBy(() -> new Scaling(CONFIG, part(measured(), ExchangeBenchmark.PART)).rows())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("benchmark.parts=[training]");
    }

    @Test
    void theMeasurementsThatComeWithTheProgramNameTheirMachineAndDay() {
        List<BenchmarkRow> rows = ScalingFiles.shipped();
        assertThat(rows).isNotEmpty().allSatisfy(row -> {
            assertThat(row.text(BenchmarkColumn.MACHINE)).isNotBlank();
            assertThat(row.text(BenchmarkColumn.DATE)).matches("\\d{4}-\\d{2}-\\d{2}");
        });
        assertThat(new Scaling(CONFIG, rows).rows()).isNotEmpty();
    }

    @Test
    void aDryRunSaysWhatToExpectAndFromWhere() throws Exception {
        Path file = Files.writeString(folder.resolve("m.json"), new BenchmarkTable(measured()).json());
        RunConfig asked = config("training.workers=64", "training.scaling-measurements=\"%s\"".formatted(file));
        List<String> lines = new ExpectedEfficiency(
                        Workload.of("tiny", asked).network(), asked.training(), asked.examples())
                .lines(new Configuration());

        assertThat(lines).hasSize(2);
        assertThat(lines.get(0))
                .matches(
                        "Expected efficiency on 64 executors with one core and one worker each, averaging every 16 steps: \\d+ % averaging by slices \\(\\d+ to \\d+ %, extrapolated\\); \\d+ % averaging on the driver \\(\\d+ to \\d+ %, extrapolated\\)");
        assertThat(lines.get(1)).contains(file.toString(), "10.0 Gbit/s");
        RunConfig single = config("training.workers=1");
        assertThat(new ExpectedEfficiency(Workload.of("tiny", single).network(), single.training(), single.examples())
                        .lines(new Configuration()))
                .isEmpty();
    }
}
