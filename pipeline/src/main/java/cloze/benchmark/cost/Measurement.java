package cloze.benchmark.cost;

import java.util.OptionalDouble;

/**
 * A measured round.
 *
 * @param cluster where it was measured
 * @param seconds its time beside fitting
 * @param dispatch time that a driver needs to start and end the tasks of a round, in seconds; empty if it was not measured
 *     apart from the executors, which may share the driver's processors
 */
public record Measurement(Cluster cluster, double seconds, OptionalDouble dispatch) {
    /** A measurement whose {@link #dispatch} is unknown. */
    Measurement(Cluster cluster, double seconds) {
        this(cluster, seconds, OptionalDouble.empty());
    }
}
