package cloze.benchmark.cost;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * The time that a round spends beside fitting, with constants fitted to measurements.
 *
 * @param terms the formula
 * @param constants its constants, none negative
 * @param error largest error of a prediction, as a logarithm of the ratio to the measurement, where the model is fitted to
 *     the measurements with other numbers of workers, or with other sizes of the network; empty if all have the same
 * @param measured the measurements
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record CostModel(RouteTerms terms, double[] constants, OptionalDouble error, List<Measurement> measured) {
    private static final double TWO = 2;

    /** Share of a measurement that terms with a known constant leave to the others, at least. */
    private static final double SMALLEST_REST = 0.01;

    public CostModel {
        measured = List.copyOf(measured);
    }

    /**
     * Fits the constants. That of a task comes from the measured dispatch, if there is any. The network's constant is at
     * least 1, and 1 if no measurement was made behind a network of known bandwidth.
     *
     * @param measured at least one measurement
     */
    public static CostModel fit(RouteTerms terms, List<Measurement> measured) {
        return new CostModel(terms, constants(terms, measured), error(terms, measured), measured);
    }

    private static double[] constants(RouteTerms terms, List<Measurement> measured) {
        double[][] factors = measured.stream()
                .map(measurement -> terms.of(measurement.cluster()))
                .toArray(double[][]::new);
        double[] seconds = measured.stream().mapToDouble(Measurement::seconds).toArray();
        OptionalDouble task = terms == RouteTerms.SLICES ? task(measured) : OptionalDouble.empty();
        task.ifPresent(constant -> takeOff(factors, seconds, RouteTerms.TASK, constant));
        double[] constants = NonNegativeFit.of(factors, seconds);
        if (constants[terms.network()] < 1) {
            // No card is faster than its bandwidth.
            takeOff(factors, seconds, terms.network(), 1);
            constants = NonNegativeFit.of(factors, seconds);
            constants[terms.network()] = 1;
        }
        if (task.isPresent()) {
            constants[RouteTerms.TASK] = task.getAsDouble();
        }
        return constants;
    }

    /** Returns the constant of a task, by the dispatch of rounds with different numbers of tasks. */
    private static OptionalDouble task(List<Measurement> measured) {
        List<Measurement> known = measured.stream()
                .filter(measurement -> measurement.dispatch().isPresent())
                .toList();
        double[][] factors = known.stream()
                .map(measurement -> RouteTerms.SLICES.of(measurement.cluster()))
                .map(all -> new double[] {all[0], all[RouteTerms.TASK]})
                .toArray(double[][]::new);
        boolean differs = Arrays.stream(factors)
                        .mapToDouble(factor -> factor[1])
                        .distinct()
                        .count()
                > 1;
        double[] seconds = known.stream()
                .mapToDouble(measurement -> measurement.dispatch().orElseThrow())
                .toArray();
        return differs ? OptionalDouble.of(NonNegativeFit.of(factors, seconds)[1]) : OptionalDouble.empty();
    }

    /** Takes the time of a term with a known constant off {@code seconds}, which the other terms must explain. */
    private static void takeOff(double[][] factors, double[] seconds, int term, double constant) {
        for (int row = 0; row < seconds.length; row++) {
            double known = constant * factors[row][term];
            seconds[row] = Math.max(SMALLEST_REST * seconds[row], seconds[row] - known);
            factors[row][term] = 0;
        }
    }

    private static OptionalDouble error(RouteTerms terms, List<Measurement> measured) {
        return DoubleStream.concat(
                        errors(terms, measured, measurement -> measurement
                                .cluster()
                                .workers()),
                        errors(terms, measured, measurement -> measurement
                                .cluster()
                                .parameters()))
                .max();
    }

    /** Leaves out the measurements with each value of {@code group}, and predicts them from the others. */
    private static DoubleStream errors(
            RouteTerms terms, List<Measurement> measured, Function<Measurement, Object> group) {
        return measured.stream().map(group).distinct().flatMapToDouble(value -> {
            Predicate<Measurement> isLeftOut =
                    measurement -> group.apply(measurement).equals(value);
            List<Measurement> others =
                    measured.stream().filter(isLeftOut.negate()).toList();
            if (others.isEmpty()) {
                return DoubleStream.empty();
            }
            double[] constants = constants(terms, others);
            return measured.stream()
                    .filter(isLeftOut)
                    .mapToDouble(measurement ->
                            Math.abs(Math.log(sum(terms, constants, measurement.cluster()) / measurement.seconds())));
        });
    }

    private static double sum(RouteTerms terms, double[] constants, Cluster cluster) {
        double[] factors = terms.of(cluster);
        double sum = 0;
        for (int term = 0; term < factors.length; term++) {
            sum += constants[term] * factors[term];
        }
        return sum;
    }

    /** Returns the seconds of a round beside fitting. */
    public double overhead(Cluster cluster) {
        return sum(terms, constants, cluster);
    }

    /** Returns the factor by which {@link #overhead} may be too small or too large; 1 if nothing is known. */
    public double uncertainty() {
        return Math.exp(error.orElse(0));
    }

    /** Returns whether {@code cluster} lies outside of what was measured, in workers or in parameters. */
    public boolean isExtrapolated(Cluster cluster) {
        return isOutside(cluster, Cluster::workers) || isOutside(cluster, Cluster::parameters);
    }

    private boolean isOutside(Cluster cluster, ToDoubleFunction<Cluster> size) {
        double asked = size.applyAsDouble(cluster);
        var sizes =
                measured.stream().map(Measurement::cluster).mapToDouble(size).summaryStatistics();
        return asked < sizes.getMin() || asked > sizes.getMax();
    }

    /**
     * Returns how long the slowest of many workers fits, relative to the mean: 1 + sigma sqrt(2 ln W), the extreme of W
     * normal variables.
     *
     * @param sigma standard deviation of the workers, relative to their mean
     */
    public static double slowest(double sigma, int workers) {
        return 1 + sigma * Math.sqrt(TWO * Math.log(workers));
    }

    /**
     * Returns the sigma of {@link #slowest} that a round shows.
     *
     * @param fit fitting time of the slowest process
     * @param straggler part of it in which the mean process waits
     * @param processes number of processes, at least 2
     */
    public static double sigma(double fit, double straggler, int processes) {
        return straggler / (fit - straggler) / Math.sqrt(TWO * Math.log(processes));
    }
}
