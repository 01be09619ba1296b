package cloze.benchmark.cost;

/**
 * A measured round.
 *
 * @param cluster where it was measured
 * @param seconds its time beside fitting
 */
public record Measurement(Cluster cluster, double seconds) {}
