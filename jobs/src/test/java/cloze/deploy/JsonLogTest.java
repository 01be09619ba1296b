package cloze.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.properties.PropertiesConfigurationFactory;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.Test;

class JsonLogTest {
    @Test
    void everyEventIsOneLineOfJson() throws IOException {
        var source = ConfigurationSource.fromUri(
                Deployment.file("conf/log4j2-json.properties").toUri());
        try (var context = new LoggerContext("json")) {
            var configuration = new PropertiesConfigurationFactory().getConfiguration(context, source);
            configuration.initialize();
            var event = Log4jLogEvent.newBuilder()
                    .setLoggerName("cloze.train.checkpoint.CheckpointStore")
                    .setLevel(Level.WARN)
                    .setThreadName("main \"1\"")
                    .setTimeMillis(1_700_000_000_123L)
                    .setMessage(new SimpleMessage("a \"quoted\"\nsecond\tline"))
                    .setThrown(new IllegalStateException("bad \\ thing"))
                    .build();
            String line = configuration
                    .getAppender("console")
                    .getLayout()
                    .toSerializable(event)
                    .toString();
            assertThat(line).endsWith("\n");
            assertThat(line.strip()).doesNotContain("\n");
            JsonNode json = new ObjectMapper().readTree(line);
            assertThat(json.get("time").asText()).isEqualTo("2023-11-14T22:13:20.123Z");
            assertThat(json.get("level").asText()).isEqualTo("WARN");
            assertThat(json.get("logger").asText()).isEqualTo("cloze.train.checkpoint.CheckpointStore");
            assertThat(json.get("thread").asText()).isEqualTo("main \"1\"");
            assertThat(json.get("message").asText()).isEqualTo("a \"quoted\"\nsecond\tline");
            assertThat(json.get("exception").asText())
                    .contains("java.lang.IllegalStateException: bad \\ thing\n")
                    .contains("\tat cloze.deploy.JsonLogTest");
        }
    }
}
