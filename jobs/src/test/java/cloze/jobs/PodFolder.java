package cloze.jobs;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The file system of a pod whose container is a process of this machine: volumes are folders, and where the pod's text names a place below a mount, the
 * process is told of the folder.
 *
 * @param mounts folders of this machine by the paths at which the pod mounts them
 */
record PodFolder(Map<String, Path> mounts) {
    /**
     * Lays the volumes out in {@code folder}.
     *
     * @throws NoSuchElementException if a config map or a secret is not there yet
     */
    static PodFolder of(Pod pod, Path folder, KubernetesClient client) throws IOException {
        Map<String, Path> volumes = new LinkedHashMap<>();
        for (Volume volume : pod.getSpec().getVolumes()) {
            Path place = folder.resolve("volumes").resolve(volume.getName());
            volumes.put(
                    volume.getName(), layOut(volume, place, pod.getMetadata().getNamespace(), client));
        }
        Map<String, Path> mounts = new LinkedHashMap<>();
        for (Container container : pod.getSpec().getContainers()) {
            for (VolumeMount mount : container.getVolumeMounts()) {
                Path volume = volumes.get(mount.getName());
                mounts.put(
                        mount.getMountPath(), mount.getSubPath() == null ? volume : volume.resolve(mount.getSubPath()));
            }
        }
        var files = new PodFolder(mounts);
        for (Volume volume : pod.getSpec().getVolumes()) {
            if (volume.getConfigMap() != null) {
                files.translate(volumes.get(volume.getName()));
            }
        }
        return files;
    }

    /** Replaces mount paths in the files of a config map, among them Spark's own settings, with this machine's folders. */
    private void translate(Path place) throws IOException {
        try (Stream<Path> texts = Files.list(place)) {
            for (Path text : texts.toList()) {
                Files.writeString(text, here(Files.readString(text)));
            }
        }
    }

    private static Path layOut(Volume volume, Path place, String namespace, KubernetesClient client)
            throws IOException {
        if (volume.getHostPath() != null) {
            return Path.of(volume.getHostPath().getPath());
        }
        Files.createDirectories(place);
        if (volume.getConfigMap() != null) {
            String name = volume.getConfigMap().getName();
            ConfigMap map = Optional.ofNullable(client.configMaps()
                            .inNamespace(namespace)
                            .withName(name)
                            .get())
                    .orElseThrow(() -> new NoSuchElementException("config map " + name));
            for (Map.Entry<String, String> file : map.getData().entrySet()) {
                Files.writeString(place.resolve(file.getKey()), file.getValue());
            }
        } else if (volume.getSecret() != null) {
            for (Map.Entry<String, byte[]> file : secret(
                            client, namespace, volume.getSecret().getSecretName())
                    .entrySet()) {
                Files.write(place.resolve(file.getKey()), file.getValue());
            }
        } else if (volume.getEmptyDir() == null) {
            throw new UnsupportedOperationException("Volume " + volume);
        }
        return place;
    }

    /** What a secret holds. */
    static Map<String, byte[]> secret(KubernetesClient client, String namespace, String name) {
        Secret secret = Optional.ofNullable(
                        client.secrets().inNamespace(namespace).withName(name).get())
                .orElseThrow(() -> new NoSuchElementException("secret " + name));
        Map<String, byte[]> plain = new LinkedHashMap<>();
        secret.getData()
                .forEach((key, value) -> plain.put(key, Base64.getDecoder().decode(value)));
        return plain;
    }

    /** {@code text} with this machine's folders in the place of the mounts. */
    String here(String text) {
        String told = text;
        for (Map.Entry<String, Path> mount : mounts.entrySet()) {
            told = told.replaceAll(
                    "(?<![\\w./-])" + Pattern.quote(mount.getKey()) + "(?![\\w.-])",
                    Matcher.quoteReplacement(mount.getValue().toString()));
        }
        return told;
    }
}
