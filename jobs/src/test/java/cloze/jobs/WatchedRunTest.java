package cloze.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.jobs.command.Console;
import cloze.jobs.command.JobRunner;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run as Prometheus sees it, with the metrics properties that are delivered. */
@Tag("spark")
class WatchedRunTest {
    private static final Map<String, String> SETTINGS = Map.of(
            "spark.master", "local[2]",
            "spark.ui.enabled", "true",
            "spark.ui.port", "0",
            "spark.ui.prometheus.enabled", "true",
            "spark.metrics.conf", Path.of("..", "conf", "metrics.properties").toString(),
            "spark.metrics.namespace", "${spark.app.name}",
            "spark.driver.host", "127.0.0.1",
            "spark.driver.bindAddress", "127.0.0.1",
            "spark.sql.shuffle.partitions", "3");

    @TempDir
    Path folder;

    @BeforeEach
    void watch() {
        SETTINGS.forEach(System::setProperty);
    }

    @AfterEach
    void watchNoMore() {
        SETTINGS.keySet().forEach(System::clearProperty);
    }

    private static String page(String path) {
        try {
            String address = SparkContext.getOrCreate().uiWebUrl().get() + path;
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double gauge(String page, String name) {
        String line = page.lines()
                .filter(row -> row.startsWith("metrics_cloze_pretrain_driver_cloze_%s_Value{".formatted(name)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no gauge " + name + " in\n" + page));
        return Double.parseDouble(line.substring(line.indexOf('}') + 1).strip());
    }

    @Test
    void theTrainingLoopIsSeenAtThePrometheusEndpoint() throws IOException {
        String prepared = folder.resolve("prepared").toString();
        String output = folder.resolve("out").toString();
        assertThat(JobRunner.run(
                        new PrepareJob(),
                        SmallCorpus.prepare(SmallCorpus.write(folder).toString(), prepared),
                        Console.silent(phase -> {})))
                .isZero();
        Map<String, String> pages = new LinkedHashMap<>();
        // No server answers there: the run does not mind.
        String[] arguments = SmallCorpus.pretrain(prepared, output, "tracking.mlflow=\"http://127.0.0.1:9\"");
        int exitCode = JobRunner.run(new PretrainJob(), arguments, Console.silent(phase -> {
            if (phase.startsWith("round")) {
                pages.put(phase, page("/metrics/prometheus/"));
                pages.put("executors", page("/metrics/executors/prometheus"));
            }
        }));
        assertThat(exitCode).isZero();

        List<String> rounds = pages.keySet().stream()
                .filter(phase -> phase.startsWith("round"))
                .toList();
        String last = pages.get(rounds.get(rounds.size() - 1));
        assertThat(gauge(last, "step")).isPositive();
        assertThat(gauge(last, "masked_lm_loss")).isBetween(1.0, 10.0);
        assertThat(gauge(last, "next_sentence_loss")).isBetween(0.1, 5.0);
        assertThat(gauge(last, "sequences_per_second")).isPositive();
        assertThat(gauge(last, "averaging_overhead")).isBetween(0.0, 1.0);
        assertThat(last).contains("metrics_cloze_pretrain_driver_jvm_");
        assertThat(pages.get("executors")).contains("metrics_executor_totalTasks");
    }
}
