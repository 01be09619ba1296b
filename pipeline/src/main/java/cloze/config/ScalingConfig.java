package cloze.config;

import java.util.List;

/**
 * Settings of the scaling part of the benchmark, which extrapolates from earlier measurements.
 *
 * @param measurements benchmark.json files, or folders that contain one, with rows of the training part
 * @param executors numbers of executors to predict
 * @param bandwidth bandwidth of the network between driver and executors, in bytes per second
 */
public record ScalingConfig(List<String> measurements, List<Long> executors, double bandwidth) {
    public ScalingConfig {
        measurements = List.copyOf(measurements);
        executors = List.copyOf(executors);
        List<Long> numbers = executors;
        Problems.check("benchmark.scaling", problems -> problems.require(
                        !numbers.isEmpty() && numbers.stream().allMatch(number -> number >= 1 && number <= 1_000_000),
                        "executors",
                        numbers,
                        "must be in [1, 1000000]")
                .require(bandwidth > 0, "bandwidth", bandwidth, "must be positive"));
    }
}
