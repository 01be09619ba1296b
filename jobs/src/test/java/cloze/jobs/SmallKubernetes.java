package cloze.jobs;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
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
 */
record SmallKubernetes(ApiServer api, KubernetesClient client, Kubelet kubelet, Path folder) implements AutoCloseable {
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
        return new SmallKubernetes(api, client, kubelet, folder);
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

    String master() {
        return "k8s://" + api.address();
    }

    /** Settings by which a driver in a pod finds the API server and its account. */
    Map<String, String> settings() {
        return Map.of(
                "spark.kubernetes.driver.master",
                api.address(),
                "spark.kubernetes.authenticate.driver.mounted.oauthTokenFile",
                folder.resolve("token").toString(),
                "spark.kubernetes.authenticate.driver.mounted.caCertFile",
                folder.resolve("ca.crt").toString());
    }

    @Override
    public void close() {
        kubelet.close();
        client.close();
        api.close();
    }
}
