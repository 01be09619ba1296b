package cloze.jobs;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The container of a pod as a process of this machine, with the environment of the pod and of its image, and nothing else.
 *
 * @param pod as its kubelet found it
 * @param address of its own, one of the loopback network
 */
record PodProcess(Pod pod, String address, Process process, Path log) {
    private static final long GRACE_SECONDS = 10;

    /** Starts the only container of {@code pod} with the entry point and the variables of {@code image}. */
    static PodProcess start(
            Pod pod, String address, Path folder, String entrypoint, Map<String, String> image, KubernetesClient client)
            throws IOException {
        Container container = pod.getSpec().getContainers().get(0);
        PodFolder files = PodFolder.of(pod, folder, client);
        Map<String, String> environment = new TreeMap<>(image);
        for (EnvVar variable : container.getEnv()) {
            environment.put(variable.getName(), files.here(value(variable, pod, address, client)));
        }
        // Where a container's Java looks for it.
        Optional.ofNullable(files.mounts().get("/etc/krb5.conf"))
                .ifPresent(file -> environment.merge(
                        "JAVA_TOOL_OPTIONS", " -D%s=%s".formatted(SecuredHdfs.KRB5, file), String::concat));
        List<String> command = new ArrayList<>(List.of(entrypoint));
        container.getArgs().forEach(argument -> command.add(files.here(argument)));
        Path log = Files.createDirectories(folder).resolve("log");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new PodProcess(pod, address, builder.start(), log);
    }

    private static String value(EnvVar variable, Pod pod, String address, KubernetesClient client) {
        if (variable.getValueFrom() == null) {
            return variable.getValue() == null ? "" : variable.getValue();
        }
        var source = variable.getValueFrom();
        if (source.getSecretKeyRef() != null) {
            byte[] secret = PodFolder.secret(
                            client,
                            pod.getMetadata().getNamespace(),
                            source.getSecretKeyRef().getName())
                    .get(source.getSecretKeyRef().getKey());
            return new String(secret, StandardCharsets.UTF_8);
        }
        return switch (source.getFieldRef().getFieldPath()) {
            case "status.podIP" -> address;
            case "metadata.name" -> pod.getMetadata().getName();
            default -> throw new UnsupportedOperationException("Variable " + variable);
        };
    }

    String name() {
        return pod.getMetadata().getName();
    }

    boolean isExecutor() {
        return "executor".equals(pod.getMetadata().getLabels().get("spark-role"));
    }

    /** Spark's name of the application to which it belongs. */
    String application() {
        return pod.getMetadata().getLabels().get("spark-app-selector");
    }

    /** What its kubelet tells the API server now. */
    PodStatus status() {
        String now = Instant.now().toString();
        boolean isRunning = process.isAlive();
        int code = isRunning ? 0 : process.exitValue();
        var state = new ContainerStateBuilder();
        if (isRunning) {
            state.withNewRunning(now);
        } else {
            state.withNewTerminated()
                    .withExitCode(code)
                    .withReason(code == 0 ? "Completed" : "Error")
                    .withStartedAt(now)
                    .withFinishedAt(now)
                    .endTerminated();
        }
        Container container = pod.getSpec().getContainers().get(0);
        return new PodStatusBuilder()
                .withPhase(isRunning ? "Running" : code == 0 ? "Succeeded" : "Failed")
                .withPodIP(address)
                .withHostIP("127.0.0.1")
                .withStartTime(now)
                .addNewCondition()
                .withType("Ready")
                .withStatus(isRunning ? "True" : "False")
                .endCondition()
                .addNewContainerStatus()
                .withName(container.getName())
                .withImage(container.getImage())
                .withReady(isRunning)
                .withState(state.build())
                .endContainerStatus()
                .build();
    }

    /** Asks it to end, and kills what is left of it after a while. */
    void stop() {
        List<ProcessHandle> all = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        process.destroy();
        try {
            process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        all.forEach(ProcessHandle::destroyForcibly);
    }
}
