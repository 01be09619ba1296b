package cloze.benchmark;

import cloze.benchmark.cost.Cluster;
import cloze.benchmark.cost.CostModel;
import cloze.benchmark.cost.Measurement;
import cloze.benchmark.cost.RouteTerms;
import cloze.config.ScalingConfig;
import cloze.error.InvalidInputException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;

/**
 * What measurements say about larger clusters.
 *
 * @param routes the cost of averaging, for each route that was measured between processes
 * @param steps times of a worker's step
 * @param sigma standard deviation of the workers' fitting times, relative to their mean
 */
record ScalingModel(Map<RouteTerms, CostModel> routes, StepTimes steps, double sigma) {
    /** Masters whose workers run in the driver process. */
    private static final String LOCAL = "local(\\[.*)?";

    /** Processors of the driver of a large cluster, as {@code deploy/README.md} asks for. */
    private static final double PROCESSORS_OF_A_DRIVER = 4;

    private static final int MOST = 1_000_000;
    private static final double OVERHEAD_OF_95_PERCENT = 1 / 0.95;

    /**
     * The efficiency of a cluster: the share of a round in which the mean executor fits.
     *
     * @param overhead seconds of a round beside fitting
     * @param efficiency best estimate
     * @param low lower end of its interval
     * @param high upper end
     * @param isExtrapolated whether the cluster is larger or smaller than any that was measured
     */
    record Efficiency(double overhead, double efficiency, double low, double high, boolean isExtrapolated) {}

    /**
     * Fits the model.
     *
     * @param sigma standard deviation of fitting times; {@link ScalingConfig#AS_MEASURED} to take it from {@code rows}
     * @throws InvalidInputException if no rows were measured between processes, or none of training
     */
    static ScalingModel of(List<BenchmarkRow> rows, double sigma) {
        List<BenchmarkRow> between = rows.stream()
                .filter(row -> row.values().containsKey(BenchmarkColumn.ROUTE))
                .filter(row -> !row.text(BenchmarkColumn.MASTER).matches(LOCAL))
                .toList();
        Map<RouteTerms, CostModel> routes = new EnumMap<>(RouteTerms.class);
        for (RouteTerms terms : RouteTerms.values()) {
            List<Measurement> own = between.stream()
                    .filter(row -> row.text(BenchmarkColumn.ROUTE).equals(name(terms)))
                    .map(ScalingModel::measurement)
                    .toList();
            if (!own.isEmpty()) {
                routes.put(terms, CostModel.fit(terms, own));
            }
        }
        if (routes.isEmpty()) {
            throw new InvalidInputException(
                    "Measurements for scaling: expected rows of the parts exchange or training measured on a cluster, where states travel between processes, found none; run deploy/standalone/start.sh, then the benchmark's part exchange with --master spark://127.0.0.1:7077");
        }
        return new ScalingModel(routes, StepTimes.of(rows), sigma < 0 ? sigma(between) : sigma);
    }

    /** Returns the name of a route in rows. */
    static String name(RouteTerms terms) {
        return terms.name().toLowerCase(Locale.ROOT);
    }

    private static Measurement measurement(BenchmarkRow row) {
        double bandwidth = row.number(BenchmarkColumn.BANDWIDTH);
        var cluster = new Cluster(
                row.number(BenchmarkColumn.PARAMETERS),
                (int) row.number(BenchmarkColumn.WORKERS),
                (int) Math.max(1, row.number(BenchmarkColumn.SLICES)),
                (int) row.number(BenchmarkColumn.PROCESSORS),
                Double.isNaN(bandwidth) ? 0 : bandwidth,
                1);
        return new Measurement(
                cluster,
                row.number(BenchmarkColumn.REDUCE_SECONDS)
                        + row.number(BenchmarkColumn.GATHER_SECONDS)
                        + row.number(BenchmarkColumn.CLOSE_SECONDS),
                dispatch(row));
    }

    /** The threads of a driver share its processors, and none is faster than the busiest one. */
    private static OptionalDouble dispatch(BenchmarkRow row) {
        double all = row.number(BenchmarkColumn.DRIVER_PROCESSOR_SECONDS);
        return Double.isNaN(all)
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        Math.max(all / PROCESSORS_OF_A_DRIVER, row.number(BenchmarkColumn.DRIVER_THREAD_SECONDS)));
    }

    /** Returns the median over rounds that really fit, on at least two executors; 0 if there are none. */
    private static double sigma(List<BenchmarkRow> rows) {
        double[] sigmas = rows.stream()
                .filter(row -> row.part().equals(TrainingBenchmark.PART))
                .filter(row -> row.number(BenchmarkColumn.EXECUTORS) >= 2)
                .mapToDouble(row -> CostModel.sigma(
                        row.number(BenchmarkColumn.FIT_SECONDS), row.number(BenchmarkColumn.STRAGGLER_SECONDS), (int)
                                row.number(BenchmarkColumn.EXECUTORS)))
                .toArray();
        return sigmas.length == 0 ? 0 : Repetitions.median(Arrays.stream(sigmas));
    }

    /**
     * Predicts a round.
     *
     * @param compute seconds that the mean worker fits
     * @return empty if the route was not measured
     */
    Optional<Efficiency> efficiency(RouteTerms route, Cluster cluster, double compute) {
        return Optional.ofNullable(routes.get(route)).map(model -> {
            double overhead = model.overhead(cluster);
            double fit = compute * CostModel.slowest(sigma, cluster.workers());
            double wide = model.uncertainty();
            return new Efficiency(
                    overhead,
                    compute / (fit + overhead),
                    compute / (fit + overhead * wide),
                    compute / (fit + overhead / wide),
                    model.isExtrapolated(cluster));
        });
    }

    /** Returns the smallest number of steps per round with an efficiency of 95 %; empty if stragglers alone cost more. */
    Optional<Integer> frequencyFor95Percent(double overhead, int workers, double step) {
        double free = OVERHEAD_OF_95_PERCENT - CostModel.slowest(sigma, workers);
        return free <= 0 ? Optional.empty() : Optional.of((int) Math.min(MOST, Math.ceil(overhead / (step * free))));
    }

    /** Returns the smallest number of executors with an efficiency below one half; empty if a million have a better one. */
    static Optional<Integer> executorsAtHalf(IntToDoubleFunction efficiency) {
        int above = 0;
        int below = MOST;
        while (below - above > 1) {
            int middle = (above + below) >>> 1;
            if (efficiency.applyAsDouble(middle) < 1.0 / 2) {
                below = middle;
            } else {
                above = middle;
            }
        }
        return below == MOST ? Optional.empty() : Optional.of(below);
    }
}
