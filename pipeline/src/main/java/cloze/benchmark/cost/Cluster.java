package cloze.benchmark.cost;

/**
 * What the cost of averaging depends on.
 *
 * @param parameters number of parameters of the network
 * @param workers number of workers, each on its own executor
 * @param slices number of slices; ignored where the driver averages
 * @param processors number of processors that the executors can use at the same time
 * @param bandwidth bandwidth of a network card in bytes per second; 0 if nothing limits the network
 * @param workersPerCard number of workers whose executors share a network card
 */
public record Cluster(
        double parameters, int workers, int slices, int processors, double bandwidth, int workersPerCard) {
    /** Bytes of a parameter with its two moments. */
    private static final double BYTES_OF_A_PARAMETER = 12;

    /** Returns the bytes of a state. */
    double state() {
        return BYTES_OF_A_PARAMETER * parameters;
    }

    /** Returns the seconds that a network card needs for {@code bytes}. */
    double onTheNetwork(double bytes) {
        return bandwidth == 0 ? 0 : bytes / bandwidth;
    }

    /** Returns how many workers take turns on each processor, at least 1. */
    double turns() {
        return Math.max(1, (double) workers / processors);
    }
}
