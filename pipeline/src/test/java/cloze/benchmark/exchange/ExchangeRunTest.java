package cloze.benchmark.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.benchmark.exchange.ExchangeRun.Measured;
import cloze.config.RunConfig;
import cloze.config.TrainingConfig.Route;
import cloze.config.hocon.ConfigLoader;
import cloze.testing.SparkSessionExtension;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run ends with an exception if the average is wrong. */
@Tag("spark")
@Tag("platform")
@ExtendWith(SparkSessionExtension.class)
class ExchangeRunTest {
    private static final int PARAMETERS = 10_000;
    private static final double STATE = 12.0 * PARAMETERS;

    /** With that of the outer optimiser. */
    private static final double MOMENTUM_AND_STATE = 16.0 * PARAMETERS;

    @TempDir
    private java.nio.file.Path folder;

    private Measured run(SparkSession spark, int workers, String... more) {
        var settings = List.of(
                "benchmark.exchange.rounds=3",
                "benchmark.exchange.slices=4",
                "benchmark.exchange.fit-seconds=0.02",
                "training.averaging=outer-nesterov");
        RunConfig config = ConfigLoader.load(
                Optional.empty(),
                Stream.concat(settings.stream(), Stream.of(more)).toList());
        return new ExchangeRun(
                        JavaSparkContext.fromSparkContext(spark.sparkContext()),
                        config,
                        workers,
                        PARAMETERS,
                        new Path(folder.toString()))
                .run();
    }

    @Test
    void executorsExchangeStatesAndTheDriverSeesNone(SparkSession spark) {
        Measured measured = run(spark, 3);
        assertThat(measured.route()).isEqualTo(Route.SLICES);
        assertThat(measured.slices()).isEqualTo(4);
        assertThat(measured.executors()).isEqualTo(1);
        assertThat(measured.times()).hasSize(3).allSatisfy(round -> {
            assertThat(round.fit()).isGreaterThan(0.02);
            assertThat(round.reduce()).isPositive();
        });
        // The end states of three workers, and one start for all; blocks that compress are smaller.
        assertThat(measured.sent()).isBetween(0.1 * STATE, 4.2 * STATE);
        assertThat(measured.results()).isBetween(1000.0, STATE / 2);
        assertThat(measured.remote()).as("one process").isZero();
        assertThat(measured.spilled()).isZero();
        assertThat(measured.heap()).isPositive();
    }

    @Test
    void theDriverAveragesWhereItIsAsked(SparkSession spark) {
        Measured measured = run(spark, 2, "training.averaging-route=driver");
        assertThat(measured.route()).isEqualTo(Route.DRIVER);
        assertThat(measured.slices()).isZero();
        assertThat(measured.sent()).isZero();
        assertThat(measured.times())
                .allSatisfy(round -> assertThat(round.close()).isZero());
    }

    @ParameterizedTest
    @ValueSource(strings = {"slices", "driver"})
    void theStateIsLoadedFromItsCheckpoints(String route, SparkSession spark) {
        Measured measured = run(spark, 2, "training.averaging-route=" + route, "benchmark.exchange.checkpoints=2");
        assertThat(measured.checkpoints()).hasSize(2).allSatisfy(checkpoint -> {
            assertThat((double) checkpoint.bytes()).isBetween(STATE, 1.1 * MOMENTUM_AND_STATE);
            assertThat(checkpoint.writing()).isPositive();
            assertThat(checkpoint.loading()).isPositive();
        });
    }

    @Test
    void executorsOfOneMachineShareItsProcessors(SparkSession spark) {
        Machines machines = Machines.of(JavaSparkContext.fromSparkContext(spark.sparkContext()), 5);
        assertThat(machines.count()).isEqualTo(1);
        assertThat(machines.processors()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(machines.kind()).contains("processors");
    }
}
