package cloze.jobs.command;

import cloze.config.TrackingConfig;
import cloze.config.hocon.KeyName;
import cloze.provenance.Manifest;
import cloze.run.TrainingWatch;
import cloze.tracking.MlflowRun;
import cloze.tracking.TrainingMetrics;
import cloze.train.PretrainingRequest;
import cloze.train.log.TrainingLogRow;
import cloze.train.plan.TrainingPlan;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reports the rounds of a training run to the terminal, to Spark's metrics system and to an MLflow server, if one is
 * configured.
 *
 * @param console the terminal
 * @param metrics gauges of Spark's metrics system
 * @param mlflow the run on the MLflow server
 */
record TrainingMonitor(TrainingConsole console, TrainingMetrics metrics, Optional<MlflowRun> mlflow)
        implements TrainingWatch {
    static TrainingMonitor of(Console console, PretrainingRequest request, TrackingConfig tracking) {
        return new TrainingMonitor(
                new TrainingConsole(console, request.training().timeBudget()),
                TrainingMetrics.register(),
                mlflow(tracking, request));
    }

    @Override
    public void onRound(TrainingLogRow row, TrainingPlan plan) {
        metrics.show(row);
        mlflow.ifPresent(run -> run.log(row));
        console.show(row, plan);
    }

    @Override
    public void onResume(int rounds, int steps) {
        console.showResumed(rounds, steps);
    }

    @Override
    public void finished() {
        mlflow.ifPresent(MlflowRun::finished);
    }

    @Override
    public void close() {
        console.close();
        mlflow.ifPresent(MlflowRun::close);
        metrics.close();
    }

    private static Optional<MlflowRun> mlflow(TrackingConfig tracking, PretrainingRequest request) {
        return tracking.mlflow().isEmpty()
                ? Optional.empty()
                : Optional.of(MlflowRun.start(
                        tracking,
                        authorization(System.getenv()),
                        request.output(),
                        request.fingerprint(),
                        parameters(request)));
    }

    /**
     * Returns the authorization header from MLflow's own environment variables, because a configuration must not hold
     * credentials.
     */
    private static Optional<String> authorization(Map<String, String> environment) {
        String token = environment.getOrDefault("MLFLOW_TRACKING_TOKEN", "");
        if (!token.isEmpty()) {
            return Optional.of("Bearer " + token);
        }
        String user = environment.getOrDefault("MLFLOW_TRACKING_USERNAME", "");
        String password = environment.getOrDefault("MLFLOW_TRACKING_PASSWORD", "");
        return user.isEmpty()
                ? Optional.empty()
                : Optional.of("Basic "
                        + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
    }

    /** Returns the configuration as parameters, with keys as in a configuration file. */
    private static Map<String, String> parameters(PretrainingRequest request) {
        Map<String, String> parameters = new TreeMap<>();
        parameters.put("seed", Long.toString(request.seed()));
        add("network", Manifest.json(request.network()), parameters);
        add("training", Manifest.json(request.training()), parameters);
        return parameters;
    }

    private static void add(String key, JsonNode value, Map<String, String> parameters) {
        if (value.isObject()) {
            value.properties()
                    .forEach(field -> add(key + "." + KeyName.of(field.getKey()), field.getValue(), parameters));
        } else {
            parameters.put(key, value.isTextual() ? value.asText() : value.toString());
        }
    }
}
