package cloze.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The manifest for Apache's own Spark operator: of its schema, and the same application as the manifest for kubeflow's. */
class ApacheManifestTest {
    private static final String APACHE = "deploy/kubernetes/cloze-pretrain-apache.yaml";
    private static final String KUBEFLOW = "deploy/kubernetes/cloze-pretrain.yaml";
    private static final String SCHEMA = "spark-operator-apache-v1.yaml";

    private static Object spec(String name) throws IOException {
        return Deployment.at(Deployment.yaml(name).get(0), "spec");
    }

    private static Map<String, String> sparkConf(String name) throws IOException {
        Map<String, String> settings = new TreeMap<>();
        ((Map<?, ?>) Deployment.at(spec(name), "sparkConf"))
                .forEach((key, value) -> settings.put(key.toString(), value.toString()));
        return settings;
    }

    @Test
    void itFollowsTheOperatorsSchema() throws IOException {
        assertThat(Schema.named(SCHEMA)
                        .faults("Application", Deployment.yaml(APACHE).get(0)))
                .isEmpty();
    }

    @Test
    void theSchemaFindsWhatIsWrong() throws IOException {
        String broken = Deployment.text(APACHE)
                .replace("driverArgs:", "arguments:")
                .replace("sparkVersion: 3.5.9", "sparkversion: 3.5.9")
                .replace("restartPolicy: OnFailure", "restartPolicy: Sometimes")
                .replace("\"spark.executor.instances\": \"2\"", "\"spark.executor.instances\": 2");
        assertThat(Schema.named(SCHEMA)
                        .faults("Application", Deployment.documents(broken).get(0)))
                .hasSize(5)
                .contains(
                        "Application.spec.arguments is not known",
                        "Application.spec.runtimeVersions.sparkVersion is missing",
                        "Application.spec.runtimeVersions.sparkversion is not known",
                        "Application.spec.applicationTolerations.restartConfig.restartPolicy = Sometimes is not "
                                + "Always|Never|OnFailure|OnInfrastructureFailure")
                .anyMatch(fault -> fault.startsWith("Application.spec.sparkConf = "));
    }

    @Test
    void driverAndExecutorsHaveTheJavaOptionsOfTheScripts() throws Exception {
        for (String role : List.of("driver", "executor")) {
            String options = sparkConf(APACHE).get("spark.%s.extraJavaOptions".formatted(role));
            assertThat(Arrays.asList(options.split(" ", -1)))
                    .as("%s against deploy/java-options.sh", role)
                    .containsExactlyElementsOf(Deployment.javaOptions());
        }
    }

    @Test
    void itIsTheApplicationOfTheManifestForKubeflow() throws IOException {
        Object apache = spec(APACHE);
        Object kubeflow = spec(KUBEFLOW);
        assertThat(sparkConf(APACHE)).containsAllEntriesOf(sparkConf(KUBEFLOW));
        assertThat(sparkConf(APACHE))
                .containsEntry("spark.kubernetes.container.image", at(kubeflow, "image"))
                .containsEntry(
                        "spark.kubernetes.authenticate.driver.serviceAccountName",
                        at(kubeflow, "driver.serviceAccount"))
                .containsEntry(
                        "spark.kubernetes.authenticate.executor.serviceAccountName",
                        at(kubeflow, "executor.serviceAccount"))
                .containsEntry("spark.executor.instances", at(kubeflow, "executor.instances"));
        for (String role : List.of("driver", "executor")) {
            for (String field : List.of("cores", "memory", "memoryOverhead")) {
                assertThat(sparkConf(APACHE))
                        .containsEntry("spark.%s.%s".formatted(role, field), at(kubeflow, role + "." + field));
            }
            assertThat(container(role).get("securityContext"))
                    .isEqualTo(Deployment.at(kubeflow, role + ".securityContext"));
        }
        assertThat(at(apache, "runtimeVersions.sparkVersion")).isEqualTo(at(kubeflow, "sparkVersion"));
        assertThat(at(apache, "mainClass")).isEqualTo(at(kubeflow, "mainClass"));
        assertThat(at(apache, "jars")).isEqualTo(at(kubeflow, "mainApplicationFile"));
        assertThat(at(apache, "driverArgs")).isEqualTo(at(kubeflow, "arguments"));
        assertThat(at(apache, "applicationTolerations.restartConfig.maxRestartAttempts"))
                .isEqualTo(at(kubeflow, "restartPolicy.onFailureRetries"));
        assertThat(at(apache, "driverSpec.podTemplateSpec.spec.activeDeadlineSeconds"))
                .isEqualTo(at(kubeflow, "driver.template.spec.activeDeadlineSeconds"));
        assertThat(at(apache, "driverSpec.podTemplateSpec.metadata.annotations"))
                .isEqualTo(at(kubeflow, "driver.annotations"));
    }

    /** Variables with a fixed value are settings here, and those of secrets are in the template. */
    @Test
    void everyVariableOfKubeflowsDriverAndExecutorsIsThere() throws IOException {
        Map<String, String> prefixes =
                Map.of("driver", "spark.kubernetes.driverEnv.", "executor", "spark.executorEnv.");
        for (Map.Entry<String, String> role : prefixes.entrySet()) {
            for (Object variable : (List<?>) Deployment.at(spec(KUBEFLOW), role.getKey() + ".env")) {
                Map<?, ?> fields = (Map<?, ?>) variable;
                if (fields.containsKey("value")) {
                    assertThat(sparkConf(APACHE))
                            .containsEntry(
                                    role.getValue() + fields.get("name"),
                                    fields.get("value").toString());
                } else {
                    assertThat(container(role.getKey()).get("env").toString()).contains(variable.toString());
                }
            }
        }
    }

    private static Map<?, ?> container(String role) throws IOException {
        Object containers = Deployment.at(spec(APACHE), role + "Spec.podTemplateSpec.spec.containers");
        return (Map<?, ?>) ((List<?>) containers).get(0);
    }

    private static String at(Object spec, String path) {
        return Deployment.at(spec, path).toString();
    }
}
