package cloze.train;

import static cloze.train.TinyPretraining.measured;
import static cloze.train.TinyPretraining.metrics;
import static cloze.train.TinyPretraining.run;
import static cloze.train.TinyPretraining.timed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloze.config.TrainingConfig;
import cloze.testing.SparkSessionExtension;
import cloze.train.log.TrainingLogRow;
import cloze.train.log.ValidationLog;
import cloze.train.log.ValidationLogRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What ends a run, and what is measured on the way. */
@Tag("spark")
@ExtendWith(SparkSessionExtension.class)
class PretrainingEndTest {
    @TempDir
    private Path folder;

    @Test
    void aTimeBudgetEndsTheRunAndItsLearningRate(SparkSession spark) {
        TrainingConfig training = TinyRun.training(2, 0, "time-budget=4 seconds", "warmup-proportion=0.25");
        PretrainingResult result = run(spark, TinyRun.request(training, output("timed")));
        assertThat(result.reason()).isEqualTo(StopReason.TIME_BUDGET);
        assertThat(result.steps()).isEqualTo(12);
        assertThat(result.log()).extracting(TrainingLogRow::elapsedSeconds).containsExactly(1.0, 2.0, 3.0, 4.0);
        // Peak 1e-2; each round's rate is that of the share spent before it.
        List<Double> rates =
                result.log().stream().map(TrainingLogRow::learningRate).toList();
        assertThat(rates.get(0)).isLessThan(1e-9);
        assertThat(rates.get(1)).isCloseTo(0.75e-2, within(1e-7));
        assertThat(rates.get(2)).isCloseTo(0.5e-2, within(1e-7));
        assertThat(rates.get(3)).isCloseTo(0.25e-2, within(1e-7));
    }

    @Test
    void stepsEndARunThatHasTimeLeft(SparkSession spark) {
        TrainingConfig training = TinyRun.training(2, 2, "time-budget=1 hour");
        PretrainingResult result = run(spark, TinyRun.request(training, output("early")));
        assertThat(result.reason()).isEqualTo(StopReason.ALL_STEPS);
        assertThat(result.steps()).isEqualTo(6);
    }

    @Test
    void aRunWithoutGainsStopsAndItsResultIsTheBestCheckpoint(SparkSession spark) throws IOException {
        TrainingConfig training = TinyRun.training(
                2, 9, "checkpoint-every=100", "early-stopping { every = 1, patience = 3, min-gain = 0.1 }");
        Iterator<Double> losses = List.of(3.0, 2.0, 2.5, 1.95, 2.1).iterator();
        var hooks = measured(spark).withHeldOut(weights -> metrics(losses.next()));
        PretrainingResult result = timed(spark, TinyRun.request(training, output("stops")), hooks);
        assertThat(result.reason()).isEqualTo(StopReason.EARLY_STOPPING);
        assertThat(result.rounds()).isEqualTo(5);
        assertThat(result.validation())
                .extracting(ValidationLogRow::best)
                .containsExactly(true, true, false, false, false);
        assertThat(result.checkpoint()).endsWith("step-00000006");

        var table = spark.read().parquet(output("stops") + "/validation-log");
        ValidationLog.CONTRACT.require(table);
        assertThat(table.count()).isEqualTo(5);
        assertThat(Files.readAllLines(Path.of(output("stops"), "validation-log.csv")))
                .hasSize(6);
    }

    @Test
    void measuresWithoutStoppingWhenThereIsNoPatience(SparkSession spark) {
        TrainingConfig training = TinyRun.training(2, 5, "early-stopping.every=2");
        PretrainingResult result = run(spark, TinyRun.request(training, output("measured")));
        assertThat(result.reason()).isEqualTo(StopReason.ALL_STEPS);
        assertThat(result.validation()).extracting(ValidationLogRow::step).containsExactly(6, 12, 15);
        assertThat(result.checkpoint()).endsWith("step-00000015");
    }

    private String output(String name) {
        return folder.resolve(name).toString();
    }
}
