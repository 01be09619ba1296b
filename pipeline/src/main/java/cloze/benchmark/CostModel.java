package cloze.benchmark;

import cloze.error.InvalidInputException;
import java.util.List;

/**
 * The time of an averaging round with one worker on each of many executors. It is compute + transport + averaging, in
 * seconds, with
 *
 * <pre>
 * compute   = steps x the time of a step
 * transport = start + perByte x S + perWorkerByte x S x workers + S x (workers + 1) / bandwidth
 * averaging = perWorkerFloat x parameters x workers
 * S         = bytes of a state: 12 for each parameter, the weight and two moments
 * </pre>
 *
 * <p>A state is broadcast; executors pass its blocks on, so it leaves the driver about once. The state of every worker
 * returns to the driver, which makes the time grow with the number of workers. The time on the network is added to the
 * times measured on one machine.
 *
 * @param start seconds to start and end the tasks of a round
 * @param perByte seconds per byte of a state for the broadcast
 * @param perWorkerByte seconds per byte of each returned state
 * @param perWorkerFloat seconds per parameter and worker for the mean
 * @param bandwidth bandwidth between the driver and all executors together, in bytes per second
 */
record CostModel(double start, double perByte, double perWorkerByte, double perWorkerFloat, double bandwidth) {
    private static final double BYTES_OF_A_PARAMETER = 12;
    private static final double NINETEEN_PARTS = 19;
    private static final int MOST = 1 << 30;

    /**
     * Measurements of one kind of round.
     *
     * @param parameters number of parameters of the network
     * @param workers number of logical workers
     * @param transport transport time in seconds
     * @param averaging averaging time in seconds
     */
    record Observation(double parameters, int workers, double transport, double averaging) {}

    /**
     * Returns the model with the best fit to {@code observations}.
     *
     * @throws InvalidInputException if there are none
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

    /** Returns the seconds of a round for transferring states. */
    double transport(double parameters, int executors) {
        double bytes = bytes(parameters);
        return start + bytes * (perByte + 1 / bandwidth) + executors * bytes * (perWorkerByte + 1 / bandwidth);
    }

    /** Returns the seconds of a round for computing the mean. */
    double averaging(double parameters, int executors) {
        return perWorkerFloat * parameters * executors;
    }

    private double overhead(double parameters, int executors) {
        return transport(parameters, executors) + averaging(parameters, executors);
    }

    /** Returns the share of computation in a round that computes for {@code compute} seconds. */
    double efficiency(double parameters, int executors, double compute) {
        return compute / (compute + overhead(parameters, executors));
    }

    /** Returns the smallest number of steps per round with an efficiency of 95 %. */
    int frequencyFor95Percent(double parameters, int executors, double stepSeconds) {
        return (int) Math.min(MOST, Math.ceil(NINETEEN_PARTS * overhead(parameters, executors) / stepSeconds));
    }

    /** Returns the smallest number of executors with an efficiency below one half. */
    int executorsAtHalf(double parameters, double compute) {
        double fixed = overhead(parameters, 0);
        double perExecutor = overhead(parameters, 1) - fixed;
        return (int) Math.min(MOST, Math.max(1, Math.floor((compute - fixed) / perExecutor) + 1));
    }
}
