package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus, with the files of {@code deploy/watch}, scrapes a training that {@code deploy/submit.sh} has started. */
@Tag("spark")
@Tag("slow")
@Tag("places")
@Timeout(300)
class PrometheusTest {
    private static final Path WATCH = Path.of("..", "deploy", "watch");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private int port;

    @Test
    void promtoolAcceptsTheFilesAndTheirTests() throws Exception {
        for (String command :
                List.of("check config prometheus.yml", "check rules alerts.yml", "test rules alerts-test.yml")) {
            List<String> words = new ArrayList<>(List.of("promtool"));
            words.addAll(List.of(command.split(" ")));
            Process tool = new ProcessBuilder(words)
                    .directory(WATCH.toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(tool.waitFor()).as(output).isZero();
        }
    }

    /** Rounds last longer than the few seconds after which the shortened rule calls them stalled. */
    @Test
    void everyPanelOfTheDashboardHasDataAndAStalledTrainingIsReported() throws Exception {
        Path prepared = folder.resolve("prepared");
        SmallRun.prepare("local[2]", SmallCorpus.write(folder).toString(), prepared.toString());
        port = FreePort.any();
        int driver = FreePort.any();
        Files.writeString(
                folder.resolve("prometheus.yml"),
                Files.readString(WATCH.resolve("prometheus.yml"))
                        .replace("15s", "1s")
                        .replace("driver:4040", "127.0.0.1:" + driver));
        Files.writeString(
                folder.resolve("alerts.yml"),
                Files.readString(WATCH.resolve("alerts.yml"))
                        .replace("changes(cloze_step[15m])", "changes(cloze_step[3s])")
                        .replaceFirst("for: 1m", "for: 0s"));
        OwnJvm training = training(prepared, driver);
        Process prometheus = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + folder.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + folder.resolve("series"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
        try {
            training.await(() -> !values("ALERTS{alertname=\"ClozeTrainingStalls\", alertstate=\"firing\"}")
                    .isEmpty());
            for (String query : queries()) {
                assertThat(values(query.replace("$application", ".*")))
                        .as(query)
                        .isNotEmpty();
            }
        } finally {
            training.kill();
            prometheus.destroy();
            prometheus.waitFor(10, TimeUnit.SECONDS);
        }
    }

    private OwnJvm training(Path prepared, int web) {
        List<String> command =
                new ArrayList<>(List.of("pretrain", "--master", "local[1]", "--spark", "spark.ui.port=" + web));
        command.addAll(List.of(FaultGround.pretrain(
                prepared.toString(), folder.resolve("model").toString())));
        for (String setting : List.of("epochs=100000", "averaging-frequency=400", "checkpoint-every=1000")) {
            command.addAll(List.of("--set", "training." + setting));
        }
        return Distribution.in(folder.resolve("spark")).submit(folder.resolve("driver.log"), Map.of(), command);
    }

    private static List<String> queries() throws IOException {
        List<String> queries = new ArrayList<>();
        for (JsonNode panel :
                JSON.readTree(WATCH.resolve("dashboard.json").toFile()).path("panels")) {
            panel.path("targets")
                    .forEach(target -> queries.add(target.path("expr").asText()));
        }
        assertThat(queries).hasSizeGreaterThan(5);
        return queries;
    }

    /** The results of a query at this moment; none while Prometheus starts. */
    private List<String> values(String query) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/api/v1/query?query=%s"
                        .formatted(port, URLEncoder.encode(query, StandardCharsets.UTF_8))))
                .build();
        try {
            JsonNode answer =
                    JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
            assertThat(answer.path("status").asText()).as(query).isEqualTo("success");
            List<String> values = new ArrayList<>();
            answer.at("/data/result")
                    .forEach(result -> values.add(result.at("/value/1").asText()));
            return values;
        } catch (IOException e) {
            return List.of();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
