package cloze.train.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.dataset.Task;
import cloze.train.log.MeasuredTasks;
import cloze.train.log.PhaseSeconds;
import cloze.train.log.TrainingLogRow;
import cloze.train.log.ValidationLogRow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogJsonTest {
    private static final String ROUNDS =
            """
            [ {
              "round" : 1,
              "step" : 16,
              "epoch" : 0,
              "learning_rate" : 1.0E-4,
              "masked_lm_loss" : 3.25,
              "masked_lm_accuracy" : 0.125,
              "next_sentence_loss" : "NaN",
              "next_sentence_accuracy" : "NaN",
              "gradient_norm" : 2.5,
              "parameter_spread" : 0.01,
              "sequences_per_second" : 100.0,
              "averaging_overhead" : 0.1,
              "examples" : 20,
              "elapsed_seconds" : 1.5,
              "resident_bytes" : 1073741824,
              "fit_seconds" : 0.75,
              "reduce_seconds" : 0.25,
              "gather_seconds" : 0.125,
              "close_seconds" : 0.0625,
              "straggler_seconds" : 0.5
            } ]""";

    private static final List<TrainingLogRow> LOG = List.of(new TrainingLogRow(
            1,
            16,
            0,
            1e-4,
            MeasuredTasks.of(3.25, .125, Double.NaN, Double.NaN),
            2.5,
            .01,
            100,
            .1,
            20,
            1.5,
            1L << 30,
            new PhaseSeconds(.75, .25, .125, .0625, .5)));

    private static final String MEASUREMENTS =
            """
            [ {
              "round" : 3,
              "step" : 16,
              "metrics" : {
                "masked_lm_loss" : 3.5,
                "masked_lm_accuracy" : 0.25,
                "next_sentence_loss" : 0.75,
                "next_sentence_accuracy" : 0.5
              },
              "best" : true
            } ]""";

    private static final List<ValidationLogRow> VALIDATION =
            List.of(new ValidationLogRow(3, 16, MeasuredTasks.of(3.5, .25, .75, .5), true));

    private static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aRoundsMetricsStandAmongItsOwnFields() throws IOException {
        assertThat(new String(LogJson.ofRounds(LOG), StandardCharsets.UTF_8)).isEqualTo(ROUNDS);
        assertThat(LogJson.rounds(bytes(ROUNDS))).isEqualTo(LOG);
    }

    @Test
    void phasesThatALogDoesNotKnowWereNotMeasured() throws IOException {
        String older = ROUNDS.replaceAll("1073741824,[^}]*}", "1073741824 }");

        assertThat(older).doesNotContain("fit_seconds");
        assertThat(LogJson.rounds(bytes(older))).singleElement().satisfies(row -> {
            assertThat(row.phases()).isEqualTo(PhaseSeconds.UNKNOWN);
            assertThat(row.residentBytes()).isEqualTo(1L << 30);
        });
    }

    @Test
    void aMeasurementsMetricsStandInAnObject() throws IOException {
        assertThat(new String(LogJson.ofMeasurements(VALIDATION), StandardCharsets.UTF_8))
                .isEqualTo(MEASUREMENTS);
        assertThat(LogJson.measurements(bytes(MEASUREMENTS))).isEqualTo(VALIDATION);
    }

    @Test
    void aTaskThatALogDoesNotKnowWasNotMeasured() throws IOException {
        String older = MEASUREMENTS.replaceAll(",\\s+\"next_sentence[^,}]*", "");

        assertThat(LogJson.measurements(bytes(older))).singleElement().satisfies(row -> {
            assertThat(row.metrics().loss(Task.MASKED_LM)).isEqualTo(3.5);
            assertThat(row.metrics().loss(Task.NEXT_SENTENCE)).isNaN();
        });
    }
}
