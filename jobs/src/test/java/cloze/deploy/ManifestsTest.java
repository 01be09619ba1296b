package cloze.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kubernetes manifests and Spark properties of places: of the operator's schema, with the same options everywhere, without secrets. */
class ManifestsTest {
    private static final String APPLICATION = "deploy/kubernetes/cloze-pretrain.yaml";
    private static final String SCHEDULED = "deploy/schedule/cloze-retrain.yaml";

    /** How a line begins that gives a secret a value. */
    private static final Pattern SECRET = Pattern.compile(
            "(?i)^[^#]*(password|passwd|secret|token|access[-_.]?key|api[-_.]?key)[\\w.\"]*\\s*[=:\\s]\\s*\"?[^\\s\"].*");

    /** Words that name a place where a secret is found, or what hides one. */
    private static final Pattern REFERENCE =
            Pattern.compile("secretKeyRef|spark.redaction.regex|automountServiceAccountToken|resources:");

    private static Object specOf(String name) throws IOException {
        Object document = Deployment.yaml(name).get(0);
        return Deployment.at(document, name.equals(SCHEDULED) ? "spec.template" : "spec");
    }

    private static Schema schema() throws IOException {
        return Schema.named("spark-operator-v1beta2.yaml");
    }

    @Test
    void manifestsFollowTheOperatorsSchema() throws IOException {
        assertThat(schema().faults("Application", Deployment.yaml(APPLICATION).get(0)))
                .isEmpty();
        assertThat(schema().faults(
                                "ScheduledApplication",
                                Deployment.yaml(SCHEDULED).get(0)))
                .isEmpty();
    }

    @Test
    void theSchemaFindsWhatIsWrong() throws IOException {
        String broken = Deployment.text(APPLICATION)
                .replace("sparkVersion: 3.5.9", "sparkversion: 3.5.9")
                .replace("mode: cluster", "mode: somewhere")
                .replace("instances: 2", "instances: two");
        assertThat(schema().faults("Application", Deployment.documents(broken).get(0)))
                .containsExactlyInAnyOrder(
                        "Application.spec.sparkVersion is missing",
                        "Application.spec.sparkversion is not known",
                        "Application.spec.mode = somewhere is not cluster|client",
                        "Application.spec.executor.instances = two is not integer");
    }

    @ParameterizedTest
    @ValueSource(strings = {APPLICATION, SCHEDULED})
    void driverAndExecutorsHaveTheJavaOptionsOfTheScripts(String name) throws Exception {
        for (String role : List.of("driver", "executor")) {
            String options = Deployment.at(specOf(name), role + ".javaOptions").toString();
            assertThat(Arrays.asList(options.split(" ", -1)))
                    .as("%s of %s against deploy/java-options.sh", role, name)
                    .containsExactlyElementsOf(Deployment.javaOptions());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {APPLICATION, SCHEDULED})
    void manifestsCarryTheSettingsOfTheScripts(String name) throws IOException {
        Map<String, String> expected = new TreeMap<>(Deployment.properties("conf/spark-cluster.properties"));
        expected.putAll(Deployment.properties("conf/spark-secure.properties"));
        // Of other places, or given by fields of their own.
        expected.keySet()
                .removeIf(key -> key.matches("spark\\.(yarn|standalone|executorEnv|kubernetes\\.driverEnv)\\..*"));
        expected.remove("spark.executor.memoryOverheadFactor");
        assertThat((Map<?, ?>) Deployment.at(specOf(name), "sparkConf")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {APPLICATION, SCHEDULED})
    void manifestsRetryEndInTimeAndHaveLeastRights(String name) throws IOException {
        Object spec = specOf(name);
        assertThat(Deployment.at(spec, "restartPolicy.type")).isEqualTo("OnFailure");
        assertThat((Integer) Deployment.at(spec, "restartPolicy.onFailureRetries"))
                .isBetween(1, 5);
        assertThat((Integer) Deployment.at(spec, "driver.template.spec.activeDeadlineSeconds"))
                .isPositive();
        for (String role : List.of("driver", "executor")) {
            assertThat(Deployment.at(spec, role + ".securityContext.runAsNonRoot"))
                    .isEqualTo(true);
            assertThat(Deployment.at(spec, role + ".securityContext.capabilities.drop"))
                    .isEqualTo(List.of("ALL"));
            assertThat(Deployment.at(spec, role + ".env").toString())
                    .contains("{name=OMP_NUM_THREADS, value=1}", "{name=LC_ALL, value=C.UTF-8}");
        }
        assertThat(Deployment.at(spec, "driver.env").toString()).contains("CLOZE_ALERT_URL", "secretKeyRef");
    }

    @Test
    void theDriversRoleIsOfItsNamespaceAlone() throws IOException {
        List<Object> documents = Deployment.yaml("deploy/kubernetes/rights.yaml");
        assertThat(documents)
                .extracting(document -> Deployment.at(document, "kind"))
                .containsExactly("Namespace", "ServiceAccount", "ServiceAccount", "Role", "RoleBinding");
        assertThat(Deployment.text("deploy/kubernetes/rights.yaml")).doesNotContain("ClusterRole", "\"*\"", "secrets");
    }

    @Test
    void metricsAreTheSameOnAClusterAndHere() throws IOException {
        Map<String, String> file = new TreeMap<>();
        Deployment.properties("conf/metrics.properties").forEach((key, value) -> {
            // Masters and workers of a standalone cluster read the file alone.
            if (key.startsWith("*")) {
                file.put("spark.metrics.conf." + key, value);
            }
        });
        Map<String, String> cluster = new TreeMap<>(Deployment.properties("conf/spark-cluster.properties"));
        cluster.keySet().removeIf(key -> !key.startsWith("spark.metrics.conf."));
        assertThat(cluster).isEqualTo(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"deploy/yarn/spark-yarn.properties", "deploy/kubernetes/spark-kubernetes.properties"})
    void propertiesOfPlacesLeaveRoomForNativeMemory(String name) throws IOException {
        Map<String, String> properties = Deployment.properties(name);
        assertThat(properties)
                .containsKeys(
                        "spark.driver.memory",
                        "spark.driver.memoryOverhead",
                        "spark.executor.memory",
                        "spark.executor.memoryOverhead")
                // One source: the scripts add these.
                .doesNotContainKeys("spark.driver.extraJavaOptions", "spark.executor.extraJavaOptions");
        assertThat(properties.keySet()).allMatch(key -> key.startsWith("spark."));
    }

    @Test
    void noFileHoldsASecret() throws IOException {
        List<String> found = new ArrayList<>();
        for (String root : List.of("conf", "deploy")) {
            try (Stream<Path> files = Files.walk(Deployment.file(root))) {
                for (Path file : files.filter(Files::isRegularFile)
                        .filter(file -> file.toString().matches(".*\\.(yaml|properties|conf|env|service|timer)"))
                        .toList()) {
                    firstSecret(Files.readAllLines(file)).ifPresent(line -> found.add(file + ": " + line));
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spark.hadoop.fs.s3a.secret.key AKIA123",
                "spark.authenticate.secret=abc",
                "  password: \"abc\"",
                "MLFLOW_TRACKING_TOKEN=abc"
            })
    void wouldFindASecret(String line) {
        assertThat(firstSecret(List.of(line))).isPresent();
    }

    private static Optional<String> firstSecret(List<String> lines) {
        return lines.stream()
                .filter(line -> SECRET.matcher(line).matches()
                        && !REFERENCE.matcher(line).find())
                .findFirst();
    }
}
