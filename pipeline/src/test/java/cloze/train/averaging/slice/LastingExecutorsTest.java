package cloze.train.averaging.slice;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.error.InvalidConfigException;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class LastingExecutorsTest {
    private static final String TIMEOUT = "spark.dynamicAllocation.cachedExecutorIdleTimeout";

    @Test
    void refusesToLoseTheExecutorsThatKeepSlices() {
        SparkConf conf = new SparkConf(false).set("spark.dynamicAllocation.enabled", "true");
        assertThatCode(() -> LastingExecutors.require(conf)).doesNotThrowAnyException();
        conf.set(TIMEOUT, "60s");
        assertThatThrownBy(() -> LastingExecutors.require(conf))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining(TIMEOUT + " = 60s")
                .hasMessageContaining("training.averaging-route = driver");
    }

    @Test
    void theTimeOutAloneTakesAwayNothing() {
        SparkConf conf = new SparkConf(false).set(TIMEOUT, "60s");
        assertThatCode(() -> LastingExecutors.require(conf)).doesNotThrowAnyException();
    }
}
