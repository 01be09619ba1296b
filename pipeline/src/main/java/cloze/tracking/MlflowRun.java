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
 * A training run on an MLflow server, with parameters, a row of metrics per round, and a final status. A resumed run
 * continues the same MLflow run, found by its fingerprint. After the first failure it logs one warning and sends
 * nothing more, and training continues.
 */
public final class MlflowRun implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MlflowRun.class);
    private static final String FINGERPRINT = "cloze_fingerprint";

    /** MLflow accepts 100 parameters per call. */
    private static final int MOST_PARAMETERS = 100;

    /** MLflow accepts 1000 metrics per call, and a row has about 9. */
    private static final int MOST_ROWS = 100;

    /** Older servers reject longer values. */
    private static final int MOST_CHARACTERS = 500;

    private static final double SECONDS_BETWEEN_CALLS = 10;

    private final MlflowServer server;
    private final List<TimedRow> waiting = new ArrayList<>();
    private Optional<String> id = Optional.empty();
    private String state = "FAILED";
    private long lastCall = System.nanoTime();

    /** One or several calls to the server. */
    @FunctionalInterface
    private interface Call {
        void make() throws IOException;
    }

    private record TimedRow(TrainingLogRow row, long milliseconds) {}

    private MlflowRun(MlflowServer server) {
        this.server = server;
    }

    /**
     * Starts the run on the server, or continues it.
     *
     * @param authorization value of the Authorization header; if empty, the header is omitted
     * @param name display name of the run in MLflow
     * @param fingerprint fingerprint of configuration and data
     * @param parameters parameters by name
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

    /** Logs a round. Rounds in quick succession are sent together. */
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
                // Skip NaN, which stands for a value that was not measured; JSON cannot represent it.
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

    /** Marks the run as successful. Must be called before {@link #close}. */
    public void finished() {
        state = "FINISHED";
    }

    /** Sends the pending rows and the final status. */
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

    /** Runs {@code call}. Any failure is reported once and never affects the training. */
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
