package cloze.train.averaging.slice;

import cloze.error.InvalidConfigException;
import java.util.List;
import org.apache.spark.SparkConf;

/**
 * Requires that Spark keeps executors that hold slices. By default it does even under dynamic allocation, because slices
 * are cached data.
 */
final class LastingExecutors {
    private static final String DYNAMIC = "spark.dynamicAllocation.enabled";
    private static final String TIMEOUT = "spark.dynamicAllocation.cachedExecutorIdleTimeout";

    private LastingExecutors() {}

    /** @throws InvalidConfigException if {@code spark} takes away executors with cached data */
    static void require(SparkConf spark) {
        if (spark.getBoolean(DYNAMIC, false) && spark.contains(TIMEOUT)) {
            throw new InvalidConfigException(List.of(
                    "%s = %s: with %s = true, Spark takes away executors that keep slices of the training's state; leave out the setting, or train with training.averaging-route = driver"
                            .formatted(TIMEOUT, spark.get(TIMEOUT), DYNAMIC)));
        }
    }
}
