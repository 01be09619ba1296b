package cloze.config;

import java.net.URI;

/**
 * Receivers of what runs do, besides their own logs and manifests.
 *
 * @param mlflow http(s) address of an MLflow server; empty for none
 * @param experiment name of the MLflow experiment
 * @param openlineage http(s) address of a server for OpenLineage events, or a local file; empty for none
 * @param namespace namespace of the jobs in these events
 */
public record TrackingConfig(String mlflow, String experiment, String openlineage, String namespace) {
    public TrackingConfig {
        Problems.check("tracking", problems -> problems.require(
                        mlflow.isEmpty() || isServer(mlflow),
                        "mlflow",
                        mlflow,
                        "must be empty or the http:// or https:// address of a server")
                .require(!experiment.isBlank(), "experiment", experiment, "must not be empty")
                .require(
                        openlineage.isEmpty() || isServer(openlineage) || !openlineage.contains("://"),
                        "openlineage",
                        openlineage,
                        "must be empty, the http:// or https:// address of a server, or a local file")
                .require(!namespace.isBlank(), "namespace", namespace, "must not be empty"));
    }

    /** Returns whether {@code address} is an http(s) address. */
    public static boolean isServer(String address) {
        try {
            URI uri = URI.create(address);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
