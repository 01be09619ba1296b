package cloze.jobs;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * A Kubernetes of one node: the API of an {@link ApiServer}, and a kubelet whose pods are processes of this machine. The only image is that of
 * deploy/kubernetes/Dockerfile.
 *
 * @param client for tests
 * @param folder has a folder for each pod
 * @param spark what submits jobs, and what is in the image
 */
record SmallKubernetes(ApiServer api, KubernetesClient client, Kubelet kubelet, Path folder, Distribution spark)
        implements AutoCloseable {
    /** That of deploy/kubernetes. */
    static final String NAMESPACE = "cloze";

    static SmallKubernetes start(Path folder, Distribution spark) throws IOException {
        ApiServer api = ApiServer.start();
        KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.empty())
                        .withMasterUrl(api.address())
                        .withNamespace(NAMESPACE)
                        .build())
                .build();
        Path image = Files.createDirectories(folder.resolve("image"));
        for (String file : new String[] {"kubernetes/entrypoint.sh", "schedule/alert.sh"}) {
            Path program = Distribution.PROJECT.resolve("deploy").resolve(file);
            executable(Files.copy(program, image.resolve(program.getFileName())));
        }
        Path base = image.resolve("spark-entrypoint.sh");
        try (InputStream script = SmallKubernetes.class.getResourceAsStream("spark-entrypoint.sh")) {
            Files.copy(script, base);
        }
        executable(base);
        Map<String, String> variables = new TreeMap<>(Map.of(
                "PATH", System.getenv("PATH"),
                "JAVA_HOME", System.getProperty("java.home"),
                "SPARK_HOME", spark.home().toString(),
                "CLOZE_ENTRYPOINT", base.toString(),
                "OMP_NUM_THREADS", "1",
                "LC_ALL", "C.UTF-8"));
        var kubelet = new Kubelet(
                client,
                NAMESPACE,
                Files.createDirectories(folder.resolve("pods")),
                image.resolve("entrypoint.sh"),
                variables);
        writeAccount(folder);
        return new SmallKubernetes(api, client, kubelet, folder, spark);
    }

    private static void executable(Path program) throws IOException {
        if (!program.toFile().setExecutable(true)) {
            throw new IOException("Cannot make executable: " + program);
        }
    }

    /** What a kubelet mounts for a service account: Spark's driver wants a token and a certificate, also where nobody asks for them. */
    private static void writeAccount(Path folder) throws IOException {
        try {
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            byte[] certificate =
                    ((X509TrustManager) factory.getTrustManagers()[0]).getAcceptedIssuers()[0].getEncoded();
            Files.writeString(
                    folder.resolve("ca.crt"),
                    "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                            .formatted(Base64.getMimeEncoder().encodeToString(certificate)));
            Files.writeString(folder.resolve("token"), "token");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Creates a secret of one file or value. */
    void addSecret(String name, String key, byte[] value) {
        client.secrets()
                .inNamespace(NAMESPACE)
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .addToData(key, Base64.getEncoder().encodeToString(value))
                        .build())
                .create();
    }

    /** Settings by which a driver in a pod finds the API server and its account. */
    private Map<String, String> account() {
        return Map.of(
                "spark.kubernetes.driver.master",
                api.address(),
                "spark.kubernetes.authenticate.driver.mounted.oauthTokenFile",
                folder.resolve("token").toString(),
                "spark.kubernetes.authenticate.driver.mounted.caCertFile",
                folder.resolve("ca.crt").toString());
    }

    /** Small pods, with this process's choice of matrix kernels. */
    private static Map<String, String> sizes() {
        Map<String, String> settings = new TreeMap<>(Map.of(
                "spark.ui.enabled", "false",
                "spark.sql.shuffle.partitions", "3",
                "spark.executor.cores", "1",
                "spark.kubernetes.allocation.driver.readinessTimeout", "20s"));
        String shortLived = String.join(" ", OwnJvm.SHORT_LIVED);
        for (String role : List.of("driver", "executor")) {
            settings.put("spark.%s.memory".formatted(role), "600m");
            settings.put("spark.%s.memoryOverhead".formatted(role), "600m");
            settings.put("spark.%s.defaultJavaOptions".formatted(role), shortLived);
        }
        System.getenv().forEach((name, value) -> {
            if (name.startsWith("OPENBLAS_")) {
                settings.put("spark.executorEnv." + name, value);
                settings.put("spark.kubernetes.driverEnv." + name, value);
            }
        });
        return settings;
    }

    /**
     * Submits a job in cluster mode.
     *
     * @param name of the application, and the beginning of the name of the driver's pod; the job itself names the executors' pods
     * @param more settings of Spark
     * @param environment of the command
     */
    OwnJvm submit(
            String name, Map<String, String> more, Map<String, String> environment, String job, String... arguments)
            throws IOException {
        List<String> command =
                new ArrayList<>(List.of(job, "--master", "k8s://" + api.address(), "--deploy-mode", "cluster"));
        command.addAll(List.of("--properties", "deploy/kubernetes/spark-kubernetes.properties"));
        Map<String, String> settings = new TreeMap<>(account());
        settings.putAll(sizes());
        settings.putAll(more);
        settings.put("spark.app.name", name);
        settings.forEach((key, value) -> command.addAll(List.of("--spark", key + "=" + value)));
        command.addAll(List.of(arguments));
        Map<String, String> variables = new TreeMap<>(environment);
        variables.put("CLOZE_JAR", "local://" + Distribution.cloze());
        return spark.submit(folder.resolve(name + ".log"), variables, command);
    }

    /** The processes of a submitted application's pods, the driver first. */
    List<PodProcess> pods(String name) {
        Collection<PodProcess> all = kubelet.pods().values();
        return all.stream()
                .filter(pod -> pod.name().startsWith(name + "-") && !pod.isExecutor())
                .findFirst()
                .map(driver -> all.stream()
                        .filter(pod -> pod.application().equals(driver.application()))
                        .sorted(Comparator.comparing(PodProcess::isExecutor))
                        .toList())
                .orElse(List.of());
    }

    /** What the command and the application's pods have printed. */
    String everything(String application, OwnJvm submitted) {
        var text = new StringBuilder(submitted.output());
        try {
            for (PodProcess pod : pods(application)) {
                text.append("\n--- ").append(pod.name()).append('\n').append(Files.readString(pod.log()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    @Override
    public void close() {
        kubelet.close();
        client.close();
        api.close();
    }
}
