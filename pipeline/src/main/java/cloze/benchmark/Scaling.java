package cloze.benchmark;

import cloze.benchmark.ScalingModel.Efficiency;
import cloze.benchmark.StepTimes.Step;
import cloze.benchmark.cost.Cluster;
import cloze.benchmark.cost.CostModel;
import cloze.benchmark.cost.RouteTerms;
import cloze.config.NetworkConfig;
import cloze.config.RunConfig;
import cloze.config.ScalingConfig;
import cloze.train.SparkTrainers;
import cloze.train.synchronisation.FlatParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Predicts rounds with more executors, one worker on each, for both routes beside each other.
 *
 * @param config all sections
 * @param measured rows of earlier benchmarks
 */
record Scaling(RunConfig config, List<BenchmarkRow> measured) {
    static final String PART = "scaling";
    static final String CONSTANTS = "constants";

    /** Returns a row for each constant, then one for each preset and number of executors. */
    List<BenchmarkRow> rows() {
        ScalingConfig asked = config.benchmark().scaling();
        ScalingModel model = ScalingModel.of(measured, asked.stragglerSigma());
        List<BenchmarkRow> rows = new ArrayList<>(constants(model));
        for (String preset : asked.presets()) {
            for (long executors : asked.executors()) {
                rows.add(predicted(model, preset, Math.toIntExact(executors)));
            }
        }
        return rows;
    }

    private static List<BenchmarkRow> constants(ScalingModel model) {
        List<BenchmarkRow> rows = new ArrayList<>();
        for (Map.Entry<RouteTerms, CostModel> route : model.routes().entrySet()) {
            CostModel costs = route.getValue();
            for (int term = 0; term < route.getKey().count(); term++) {
                rows.add(constant(route.getKey(), route.getKey().name(term), costs.constants()[term]));
            }
            if (costs.error().isPresent()) {
                rows.add(constant(route.getKey(), "largest error of a prediction, factor", costs.uncertainty()));
            }
        }
        rows.add(BenchmarkRow.of(CONSTANTS)
                .with(BenchmarkColumn.CONSTANT, "straggler sigma")
                .with(BenchmarkColumn.VALUE, model.sigma()));
        return rows;
    }

    private static BenchmarkRow constant(RouteTerms route, String name, double value) {
        return BenchmarkRow.of(CONSTANTS)
                .with(BenchmarkColumn.ROUTE, ScalingModel.name(route))
                .with(BenchmarkColumn.CONSTANT, name)
                .with(BenchmarkColumn.VALUE, value);
    }

    private BenchmarkRow predicted(ScalingModel model, String preset, int executors) {
        Workload workload = Workload.of(preset, config);
        NetworkConfig network = workload.network();
        int parameters = FlatParameters.of(network).length();
        int frequency = config.training().averagingFrequency();
        Step step = model.steps().of(workload.gigaflops());
        double compute = frequency * step.seconds();
        Cluster cluster = cluster(parameters, executors);
        Optional<Efficiency> slices = model.efficiency(RouteTerms.SLICES, cluster, compute);
        Optional<Efficiency> driver = model.efficiency(RouteTerms.DRIVER, cluster, compute);
        RouteTerms better = slices.isPresent() ? RouteTerms.SLICES : RouteTerms.DRIVER;
        Efficiency best = slices.or(() -> driver).orElseThrow();
        boolean isExtrapolated = !step.isMeasured()
                || Stream.of(slices, driver).flatMap(Optional::stream).anyMatch(Efficiency::isExtrapolated);
        BenchmarkRow row = BenchmarkRow.of(PART)
                .with(BenchmarkColumn.PRESET, preset)
                .with(BenchmarkColumn.EXECUTORS, executors)
                .with(BenchmarkColumn.BASIS, isExtrapolated ? "extrapolated" : "measured")
                .with(BenchmarkColumn.PARAMETERS, parameters)
                .with(BenchmarkColumn.AVERAGING_FREQUENCY, frequency)
                .with(BenchmarkColumn.FIT_SECONDS, compute)
                .with(
                        BenchmarkColumn.SEQUENCES_PER_SECOND,
                        executors * best.efficiency() * config.training().trainBatchSize() / step.seconds());
        Optional<Integer> half =
                ScalingModel.executorsAtHalf(number -> model.efficiency(better, cluster(parameters, number), compute)
                        .orElseThrow()
                        .efficiency());
        if (half.isPresent()) {
            row = row.with(BenchmarkColumn.EXECUTORS_AT_HALF, half.get());
        }
        Optional<Integer> rare = model.frequencyFor95Percent(best.overhead(), executors, step.seconds());
        if (rare.isPresent()) {
            row = row.with(BenchmarkColumn.FREQUENCY_FOR_95_PERCENT, rare.get());
        }
        row = with(
                row,
                slices,
                BenchmarkColumn.SLICES_SECONDS,
                BenchmarkColumn.SLICES_EFFICIENCY,
                BenchmarkColumn.SLICES_LOW,
                BenchmarkColumn.SLICES_HIGH);
        return with(
                row,
                driver,
                BenchmarkColumn.DRIVER_SECONDS,
                BenchmarkColumn.DRIVER_EFFICIENCY,
                BenchmarkColumn.DRIVER_LOW,
                BenchmarkColumn.DRIVER_HIGH);
    }

    /** Adds what is predicted of a route, unless it was not measured. */
    private static BenchmarkRow with(
            BenchmarkRow row,
            Optional<Efficiency> route,
            BenchmarkColumn seconds,
            BenchmarkColumn efficiency,
            BenchmarkColumn low,
            BenchmarkColumn high) {
        return route.map(found -> row.with(seconds, found.overhead())
                        .with(efficiency, found.efficiency())
                        .with(low, found.low())
                        .with(high, found.high()))
                .orElse(row);
    }

    private Cluster cluster(int parameters, int executors) {
        ScalingConfig asked = config.benchmark().scaling();
        int slices = SparkTrainers.slices(
                config.training()
                        .ofExchange(
                                executors,
                                1,
                                config.training().exchange().averagingRoute(),
                                config.training().exchange().averagingSlices()),
                parameters);
        return new Cluster(parameters, executors, slices, executors, asked.bandwidth(), asked.workersPerCard());
    }
}
