package cloze.config.hocon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloze.config.RunConfig;
import cloze.config.TrackingConfig;
import cloze.error.InvalidConfigException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    private static final String SECRET = "hunter2";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "output=\"s3a://key:hunter2@bucket/out\"",
                "corpus.input=[\"hdfs://a/b\", \"s3a://key:hunter2@bucket/in\"]",
                "tracking.mlflow=\"https://me:hunter2@host\"",
                "tracking.mlflow=\"ftp://me:hunter2@host\"",
                "tracking.mlflow-password=hunter2",
                "corpus.secret-key=hunter2"
            })
    void aSecretIsRefusedAndNotRepeated(String setting) {
        assertThatThrownBy(() -> ConfigLoader.load(Optional.empty(), List.of(setting)))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("(hidden)")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void addressesWithoutPasswordsAreFine() {
        RunConfig config = ConfigLoader.load(
                Optional.empty(),
                List.of("output=\"abfss://container@account/out\"", "tracking.mlflow=\"https://host:5000/mlflow\""));
        assertThat(config.output()).isEqualTo("abfss://container@account/out");
    }

    @Test
    void noKeyIsForASecret() {
        assertThat(ConfigLoader.defaults().entrySet())
                .allSatisfy(entry -> assertThat(Secrets.shown(entry.getKey(), entry.getValue()))
                        .as(entry.getKey())
                        .isNotEqualTo("(hidden)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"host:5000", "file:///runs", "http://", "http:// a"})
    void mlflowIsAServer(String address) {
        assertThatThrownBy(() -> new TrackingConfig(address, "cloze", "", "cloze"))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("tracking.mlflow = " + address);
    }
}
