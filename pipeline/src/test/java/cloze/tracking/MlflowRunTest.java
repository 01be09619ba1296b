package cloze.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.TrackingConfig;
import cloze.testing.Warnings;
import cloze.train.log.MeasuredTasks;
import cloze.train.log.PhaseSeconds;
import cloze.train.log.TrainingLogRow;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MlflowRunTest {
    private MlflowDouble server;
    private Warnings warnings;

    @BeforeEach
    void open() throws IOException {
        server = new MlflowDouble();
        warnings = Warnings.of(MlflowRun.class);
    }

    @AfterEach
    void close() {
        warnings.close();
        server.close();
    }

    private MlflowRun start(String address) {
        return MlflowRun.start(
                new TrackingConfig(address, "night runs", "", "cloze"),
                Optional.of("Bearer t"),
                "runs/a",
                "f1",
                Map.of("training.workers", "2", "network.preset", "x".repeat(600)));
    }

    private static TrainingLogRow row(int step) {
        return new TrainingLogRow(
                0,
                step,
                0,
                1e-4,
                MeasuredTasks.of(3.5, .25, Double.NaN, Double.NaN),
                1.5,
                .01,
                100,
                .05,
                8,
                1.5,
                1L << 30,
                PhaseSeconds.UNKNOWN);
    }

    private JsonNode body(int call) {
        return server.calls().get(call).body();
    }

    @Test
    void aRunIsMadeFilledAndFinished() {
        try (var run = start(server.address() + "/")) {
            run.log(row(3));
            run.log(row(6));
            run.finished();
        }
        assertThat(server.methods())
                .containsExactly(
                        "experiments/get-by-name",
                        "experiments/create",
                        "runs/search",
                        "runs/create",
                        "runs/log-batch",
                        "runs/log-batch",
                        "runs/update");
        assertThat(server.calls()).allMatch(call -> call.authorization().equals("Bearer t"));
        assertThat(server.calls().get(0).query()).isEqualTo("experiment_name=night+runs");
        assertThat(body(1).get("name").asText()).isEqualTo("night runs");
        assertThat(body(2).get("filter").asText()).isEqualTo("tags.cloze_fingerprint = 'f1'");
        assertThat(body(2).get("experiment_ids").get(0).asText()).isEqualTo("4");
        assertThat(body(3).get("run_name").asText()).isEqualTo("runs/a");
        assertThat(body(3).at("/tags/0/value").asText()).isEqualTo("f1");
        assertThat(body(3).get("start_time").asLong()).isPositive();
        assertThat(body(4).at("/params/0/value").asText()).hasSize(500);
        assertThat(body(4).at("/params/1/key").asText()).isEqualTo("training.workers");
        JsonNode metrics = body(5).get("metrics");
        // Two rows of nine, but for the two of each that are no number.
        assertThat(metrics).hasSize(14);
        assertThat(metrics).allSatisfy(metric -> {
            assertThat(metric.get("value").isNumber()).isTrue();
            assertThat(metric.get("timestamp").asLong()).isPositive();
            assertThat(metric.get("step").asInt()).isIn(3, 6);
        });
        assertThat(metrics)
                .anyMatch(metric -> metric.get("key").asText().equals("masked_lm_loss")
                        && metric.get("value").asDouble() == 3.5);
        assertThat(body(6).get("run_id").asText()).isEqualTo("abc");
        assertThat(body(6).get("status").asText()).isEqualTo("FINISHED");
        assertThat(warnings.messages()).isEmpty();
    }

    @Test
    void aRunThatGoesOnGoesOnInItsMlflowRun() {
        server.answer("experiments/get-by-name", "200 {\"experiment\": {\"experiment_id\": \"9\"}}");
        server.answer("runs/search", "200 {\"runs\": [{\"info\": {\"run_id\": \"old\"}}]}");
        try (var run = start(server.address())) {
            run.log(row(3));
        }
        assertThat(server.methods())
                .containsExactly(
                        "experiments/get-by-name", "runs/search", "runs/update", "runs/log-batch", "runs/update");
        assertThat(body(2).get("status").asText()).isEqualTo("RUNNING");
        assertThat(body(3).get("run_id").asText()).isEqualTo("old");
        // It did not say that it was finished.
        assertThat(body(4).get("status").asText()).isEqualTo("FAILED");
    }

    @Test
    void manyRoundsGoOutTogether() {
        try (var run = start(server.address())) {
            for (int round = 0; round < 250; round++) {
                run.log(row(round));
            }
            run.finished();
        }
        assertThat(server.methods().stream().filter("runs/log-batch"::equals)).hasSize(4);
        assertThat(server.calls().stream()
                        .filter(call -> call.body().has("metrics"))
                        .mapToInt(call -> call.body().get("metrics").size()))
                .containsExactly(700, 700, 350)
                .allMatch(size -> size <= 1000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"experiments/get-by-name", "runs/create", "runs/log-batch"})
    void aServerThatFailsIsWarnedOfOnceAndAskedNoMore(String method) {
        server.answer(method, "500 {\"error_code\": \"INTERNAL_ERROR\"}");
        try (var run = start(server.address())) {
            for (int round = 0; round < 250; round++) {
                run.log(row(round));
            }
            run.finished();
        }
        assertThat(warnings.messages()).hasSize(1);
        assertThat(warnings.messages().get(0))
                .contains("the run continues without it", method, "500", "INTERNAL_ERROR");
        assertThat(server.methods().get(server.methods().size() - 1)).isEqualTo(method);
    }

    @Test
    void anAnswerThatIsNotMlflowsIsAFailureToo() {
        server.answer("runs/create", "200 <html>");
        start(server.address()).close();
        assertThat(warnings.messages()).hasSize(1);
    }

    @Test
    void aServerThatIsNotThereIsWarnedOfOnce() {
        String address = server.address();
        server.close();
        try (var run = start(address)) {
            run.log(row(3));
            run.finished();
        }
        assertThat(warnings.messages()).hasSize(1);
        assertThat(warnings.messages().get(0)).contains(address);
    }
}
