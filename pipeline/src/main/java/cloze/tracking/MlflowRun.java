package cloze.tracking;

import cloze.config.TrackingConfig;
import cloze.train.log.TrainingLogRow;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A training run as an MLflow server shows it: parameters, a row of metrics per round, a state at its end. A run that was killed and goes on
 * goes on in the same MLflow run, found by its fingerprint. After the first failure, one warning, nothing more is sent: training goes on.
 */
public final class MlflowRun implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MlflowRun.class);
    private static final String FINGERPRINT = "cloze_fingerprint";

    /** MLflow takes 100 parameters in a call. */
    private static final int MOST_PARAMETERS = 100;

    /** Some 9 metrics each: MLflow takes 1000 in a call. */
    private static final int MOST_ROWS = 100;

    /** Older servers take no longer values. */
    private static final int MOST_CHARACTERS = 500;

    private static final double SECONDS_BETWEEN_CALLS = 10;

    private final MlflowServer server;
    private final List<TimedRow> waiting = new ArrayList<>();
    private Optional<String> id = Optional.empty();
    private String state = "FAILED";
    private long lastCall = System.nanoTime();

    /** A call, or several. */
    @FunctionalInterface
    private interface Call {
        void make() throws IOException;
    }

    private record TimedRow(TrainingLogRow row, long milliseconds) {}

    private MlflowRun(MlflowServer server) {
        this.server = server;
    }

    /**
     * Begins the run on the server, or goes on with it.
     *
     * @param authorization value of the Authorization header; none: no header
     * @param name as MLflow shows the run
     * @param fingerprint of configuration and data
     * @param parameters by name
     */
    public static MlflowRun start(
            TrackingConfig config,
            Optional<String> authorization,
            String name,
            String fingerprint,
            Map<String, String> parameters) {
        var run = new MlflowRun(new MlflowServer(config.mlflow(), authorization));
        run.attempt(() -> {
            String experiment = run.server.experiment(config.experiment());
            Optional<String> earlier = run.find(experiment, fingerprint);
            run.id = Optional.of(
                    earlier.isPresent()
                            ? run.goOn(earlier.get())
                            : run.create(experiment, name, fingerprint, parameters));
        });
        return run;
    }

    private Optional<String> find(String experiment, String fingerprint) throws IOException {
        ObjectNode query = MlflowServer.object()
                .put("filter", "tags.%s = '%s'".formatted(FINGERPRINT, fingerprint))
                .put("max_results", 1);
        query.putArray("experiment_ids").add(experiment);
        JsonNode runs = server.post("runs/search", query).path("runs");
        return runs.isEmpty() ? Optional.empty() : Optional.of(MlflowServer.text(runs.get(0), "/info/run_id"));
    }

    private String goOn(String earlier) throws IOException {
        server.post("runs/update", MlflowServer.object().put("run_id", earlier).put("status", "RUNNING"));
        return earlier;
    }

    private String create(String experiment, String name, String fingerprint, Map<String, String> parameters)
            throws IOException {
        ObjectNode run = MlflowServer.object()
                .put("experiment_id", experiment)
                .put("run_name", name)
                .put("start_time", System.currentTimeMillis());
        run.putArray("tags").addObject().put("key", FINGERPRINT).put("value", fingerprint);
        String created = MlflowServer.text(server.post("runs/create", run), "/run/info/run_id");
        ObjectNode batch = MlflowServer.object().put("run_id", created);
        ArrayNode params = batch.putArray("params");
        parameters.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .limit(MOST_PARAMETERS)
                .forEach(parameter -> {
                    String value = parameter.getValue();
                    params.addObject()
                            .put("key", parameter.getKey())
                            .put("value", value.substring(0, Math.min(MOST_CHARACTERS, value.length())));
                });
        server.post("runs/log-batch", batch);
        return created;
    }

    /** Logs a round; rounds that follow each other quickly go out together. */
    public void log(TrainingLogRow row) {
        waiting.add(new TimedRow(row, System.currentTimeMillis()));
        double seconds = (System.nanoTime() - lastCall) * 1e-9;
        if (seconds >= SECONDS_BETWEEN_CALLS || waiting.size() == MOST_ROWS) {
            attempt(this::send);
        }
    }

    private void send() throws IOException {
        lastCall = System.nanoTime();
        if (id.isPresent() && !waiting.isEmpty()) {
            ObjectNode batch = MlflowServer.object().put("run_id", id.get());
            ArrayNode metrics = batch.putArray("metrics");
            waiting.forEach(timed -> metrics(timed.row()).forEach((name, value) -> {
                // What was not measured is no number, and JSON has none for it.
                if (Double.isFinite(value)) {
                    metrics.addObject()
                            .put("key", name)
                            .put("value", value)
                            .put("timestamp", timed.milliseconds())
                            .put("step", timed.row().step());
                }
            }));
            server.post("runs/log-batch", batch);
        }
        waiting.clear();
    }

    private static Map<String, Double> metrics(TrainingLogRow row) {
        Map<String, Double> metrics = new LinkedHashMap<>(row.metrics().byColumn());
        metrics.putAll(Map.of(
                "lr", row.learningRate(),
                "gradient_norm", row.gradientNorm(),
                "parameter_spread", row.parameterSpread(),
                "sequences_per_second", row.sequencesPerSecond(),
                "averaging_overhead", row.averagingOverhead()));
        return metrics;
    }

    /** The run did what it should; to be called before {@link #close}. */
    public void finished() {
        state = "FINISHED";
    }

    /** Sends what waits, and how the run ended. */
    @Override
    public void close() {
        attempt(() -> {
            send();
            if (id.isPresent()) {
                server.post(
                        "runs/update",
                        MlflowServer.object()
                                .put("run_id", id.get())
                                .put("status", state)
                                .put("end_time", System.currentTimeMillis()));
            }
        });
    }

    /** Training is worth more than its tracking: whatever goes wrong there is told once. */
    private void attempt(Call call) {
        try {
            call.make();
        } catch (IOException | RuntimeException e) {
            id = Optional.empty();
            waiting.clear();
            LOG.warn("MLflow server {} failed; the run continues without it: {}", server, e.toString());
        }
    }
}
