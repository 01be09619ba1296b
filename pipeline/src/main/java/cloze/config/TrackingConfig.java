package cloze.config;

import java.net.URI;

/**
 * Receivers of training progress besides the run's own log.
 *
 * @param mlflow http(s) address of an MLflow server; empty for none
 * @param experiment name of the MLflow experiment
 */
public record TrackingConfig(String mlflow, String experiment) {
    public TrackingConfig {
        Problems.check("tracking", problems -> problems.require(
                        mlflow.isEmpty() || isServer(mlflow),
                        "mlflow",
                        mlflow,
                        "must be empty or the http:// or https:// address of a server")
                .require(!experiment.isBlank(), "experiment", experiment, "must not be empty"));
    }

    private static boolean isServer(String address) {
        try {
            URI uri = URI.create(address);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
