package cloze.jobs;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Runs the pods of a namespace as processes of this machine, and tells the API server of them; also their name service. */
final class Kubelet implements AutoCloseable {
    private static final long INTERVAL_MILLISECONDS = 100;

    private final KubernetesClient client;
    private final String namespace;
    private final Path folder;
    private final Path entrypoint;
    private final Map<String, String> image;
    private final Thread thread = new Thread(this::run, "kubelet");
    private final Map<String, PodProcess> pods = new ConcurrentHashMap<>();
    private final Set<String> ended = new HashSet<>();
    private volatile boolean isClosed;
    private int addresses;

    /**
     * @param folder for the files and logs of pods
     * @param entrypoint of the only image
     * @param image its variables
     */
    Kubelet(KubernetesClient client, String namespace, Path folder, Path entrypoint, Map<String, String> image) {
        this.client = client;
        this.namespace = namespace;
        this.folder = folder;
        this.entrypoint = entrypoint;
        this.image = new TreeMap<>(image);
        this.image.put("JAVA_TOOL_OPTIONS", "-Djdk.net.hosts.file=" + hosts());
        thread.start();
    }

    /** All pods that it has started, by name, also those that are gone. */
    Map<String, PodProcess> pods() {
        return new TreeMap<>(pods);
    }

    private Path hosts() {
        return folder.resolve("hosts");
    }

    private void run() {
        while (!isClosed) {
            try {
                synchronise();
                Thread.sleep(INTERVAL_MILLISECONDS);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (KubernetesClientException e) {
                // The pod was deleted meanwhile, which the next round finds.
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void synchronise() throws IOException {
        List<Pod> wanted = client.pods().inNamespace(namespace).list().getItems();
        writeHosts(client.services().inNamespace(namespace).list().getItems());
        for (Pod pod : wanted) {
            String name = pod.getMetadata().getName();
            if (!pods.containsKey(name)) {
                start(pod);
            } else if (!pods.get(name).process().isAlive() && ended.add(name)) {
                report(pods.get(name));
            }
        }
        Set<String> names = new HashSet<>();
        wanted.forEach(pod -> names.add(pod.getMetadata().getName()));
        pods.values().stream()
                .filter(pod -> !names.contains(pod.name()) && ended.add(pod.name()))
                .forEach(pod -> new Thread(pod::stop, "stop " + pod.name()).start());
    }

    private void start(Pod pod) throws IOException {
        String name = pod.getMetadata().getName();
        try {
            var started = PodProcess.start(
                    pod,
                    "127.0.1." + (addresses + 1),
                    Files.createDirectories(folder.resolve(name)),
                    entrypoint.toString(),
                    image,
                    client);
            addresses++;
            pods.put(name, started);
            report(started);
        } catch (NoSuchElementException e) {
            // A volume is not there yet: the pod stays pending.
        }
    }

    private void report(PodProcess process) {
        client.pods().inNamespace(namespace).withName(process.name()).editStatus(pod -> new PodBuilder(pod)
                .withStatus(process.status())
                .build());
    }

    /** Names of pods and services for their JVMs, which look them up in this file alone. */
    private void writeHosts(List<Service> services) throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "127.0.0.1 localhost", "127.0.0.1 " + InetAddress.getLocalHost().getHostName()));
        pods.values().forEach(pod -> lines.add(pod.address() + " " + pod.name()));
        for (Service service : services) {
            pods.values().stream()
                    .filter(pod -> pod.pod()
                            .getMetadata()
                            .getLabels()
                            .entrySet()
                            .containsAll(service.getSpec().getSelector().entrySet()))
                    .map(pod -> "%s %s.%s.svc"
                            .formatted(pod.address(), service.getMetadata().getName(), namespace))
                    .forEach(lines::add);
        }
        Path written = Files.write(folder.resolve("hosts.written"), lines);
        Files.move(written, hosts(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() {
        isClosed = true;
        thread.interrupt();
        pods.values().stream().filter(pod -> pod.process().isAlive()).forEach(PodProcess::stop);
    }
}
