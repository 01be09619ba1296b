package cloze.benchmark;

import cloze.error.InvalidInputException;
import java.util.List;

/**
 * What an averaging round costs with a worker on each of many executors: compute + transport + averaging, in seconds, with
 *
 * <pre>
 * compute   = steps x the time of a step
 * transport = start + perByte x S + perWorkerByte x S x workers + S x (workers + 1) / bandwidth
 * averaging = perWorkerFloat x parameters x workers
 * S         = bytes of a state: 12 for each parameter, the weight and two moments
 * </pre>
 *
 * <p>A state is broadcast (executors pass its blocks on, so that it leaves the driver about once), and every worker's comes back to the driver:
 * that is what grows with the workers. The network's share is added to what was measured on one machine.
 *
 * @param start seconds for the tasks of a round to begin and end
 * @param perByte seconds per byte of a state for sending it to all
 * @param perWorkerByte seconds per byte of a state for each that comes back
 * @param perWorkerFloat seconds per parameter and worker for the mean
 * @param bandwidth bytes per second between the driver and all executors together
 */
record CostModel(double start, double perByte, double perWorkerByte, double perWorkerFloat, double bandwidth) {
    private static final double BYTES_OF_A_PARAMETER = 12;
    private static final double NINETEEN_PARTS = 19;
    private static final int MOST = 1 << 30;

    /**
     * One measured kind of round.
     *
     * @param parameters of the network
     * @param workers logical workers
     * @param transport seconds
     * @param averaging seconds
     */
    record Observation(double parameters, int workers, double transport, double averaging) {}

    /**
     * The model that fits {@code observations} best.
     *
     * @throws InvalidInputException when there is none
     */
    static CostModel fit(List<Observation> observations, double bandwidth) {
        if (observations.isEmpty()) {
            throw new InvalidInputException(
                    "benchmark.scaling.measurements: expected rows of the part training measured on a cluster, where states travel between processes, found none; run deploy/standalone/start.sh, then the benchmark's part training with --master spark://127.0.0.1:7077");
        }
        double[] transport = NonNegativeFit.of(
                observations.stream()
                        .map(row -> new double[] {1, bytes(row.parameters()), bytes(row.parameters()) * row.workers()})
                        .toArray(double[][]::new),
                observations.stream().mapToDouble(Observation::transport).toArray());
        double[] averaging = NonNegativeFit.of(
                observations.stream()
                        .map(row -> new double[] {row.parameters() * row.workers()})
                        .toArray(double[][]::new),
                observations.stream().mapToDouble(Observation::averaging).toArray());
        return new CostModel(transport[0], transport[1], transport[2], averaging[0], bandwidth);
    }

    private static double bytes(double parameters) {
        return BYTES_OF_A_PARAMETER * parameters;
    }

    /** Seconds of a round for states on their way. */
    double transport(double parameters, int executors) {
        double bytes = bytes(parameters);
        return start + bytes * (perByte + 1 / bandwidth) + executors * bytes * (perWorkerByte + 1 / bandwidth);
    }

    /** Seconds of a round for the mean. */
    double averaging(double parameters, int executors) {
        return perWorkerFloat * parameters * executors;
    }

    private double overhead(double parameters, int executors) {
        return transport(parameters, executors) + averaging(parameters, executors);
    }

    /** Share of a round that is compute, which takes {@code compute} seconds of it. */
    double efficiency(double parameters, int executors, double compute) {
        return compute / (compute + overhead(parameters, executors));
    }

    /** Least steps of a round for an efficiency of 95 %. */
    int frequencyFor95Percent(double parameters, int executors, double stepSeconds) {
        return (int) Math.min(MOST, Math.ceil(NINETEEN_PARTS * overhead(parameters, executors) / stepSeconds));
    }

    /** Least executors at which the efficiency is below one half. */
    int executorsAtHalf(double parameters, double compute) {
        double fixed = overhead(parameters, 0);
        double perExecutor = overhead(parameters, 1) - fixed;
        return (int) Math.min(MOST, Math.max(1, Math.floor((compute - fixed) / perExecutor) + 1));
    }
}
