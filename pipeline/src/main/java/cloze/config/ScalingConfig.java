package cloze.config;

import java.util.List;

/**
 * Settings of the scaling part of the benchmark, which extrapolates from earlier measurements.
 *
 * @param measurements benchmark.json files, or folders that contain one, with rows of the parts training and exchange
 * @param executors numbers of executors to predict for
 * @param presets network presets to predict for
 * @param bandwidth bandwidth of a network card, in bytes per second
 * @param workersPerCard number of workers whose executors share a network card
 * @param stragglerSigma standard deviation of the workers' fitting times relative to their mean; -1 for that of the
 *     measurements
 */
public record ScalingConfig(
        List<String> measurements,
        List<Long> executors,
        List<String> presets,
        double bandwidth,
        int workersPerCard,
        double stragglerSigma) {
    /** {@link #stragglerSigma} of the measurements. */
    public static final double AS_MEASURED = -1;

    public ScalingConfig {
        measurements = List.copyOf(measurements);
        executors = List.copyOf(executors);
        presets = List.copyOf(presets);
        List<Long> numbers = executors;
        List<String> names = presets;
        Problems.check("benchmark.scaling", problems -> problems.require(
                        !numbers.isEmpty() && numbers.stream().allMatch(number -> number >= 1 && number <= 1_000_000),
                        "executors",
                        numbers,
                        "must be in [1, 1000000]")
                .require(
                        !names.isEmpty() && NetworkPresets.names().containsAll(names),
                        "presets",
                        names,
                        "must name at least one of " + String.join(", ", NetworkPresets.names()))
                .require(bandwidth > 0, "bandwidth", bandwidth, "must be positive")
                .require(workersPerCard >= 1, "workers-per-card", workersPerCard, "must be at least 1")
                .require(
                        (stragglerSigma >= 0 && stragglerSigma <= 10) || stragglerSigma == AS_MEASURED,
                        "straggler-sigma",
                        stragglerSigma,
                        "must be in [0, 10], or -1 for that of the measurements"));
    }
}
