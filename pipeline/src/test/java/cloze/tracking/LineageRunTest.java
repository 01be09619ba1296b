package cloze.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import cloze.config.TrackingConfig;
import cloze.testing.Warnings;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.openlineage.server.OpenLineage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineageRunTest {
    private static final LineageRun.Work WORK = new LineageRun.Work(
            "prepare",
            List.of(new LineageDataset("s3://lake", "news", "")),
            new LineageDataset("hdfs://nn:8020", "/runs/prepared", "f1"),
            "3.5.9",
            "0.1.0");

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private static TrackingConfig to(String receiver) {
        return new TrackingConfig("", "cloze", receiver, "nightly");
    }

    private List<JsonNode> events(Path file) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            events.add(JSON.readTree(line));
        }
        return events;
    }

    @Test
    void aRunStartsAndCompletesWithNumbersOfRows() throws IOException {
        Path file = folder.resolve("made/lineage.jsonl");

        LineageRun.start(to(file.toString()), Optional.of("Bearer k"), WORK)
                .completed(LineageRun.rows(Map.of("documents", 7L, "train_examples", 40L, "validation_examples", 2L)));

        List<JsonNode> events = events(file);
        assertThat(events).extracting(event -> event.at("/eventType").asText()).containsExactly("START", "COMPLETE");
        assertThat(events)
                .extracting(event -> event.at("/run/runId").asText())
                .doesNotContain("")
                .containsOnly(events.get(0).at("/run/runId").asText());
        assertThat(events).allSatisfy(event -> {
            assertThat(OffsetDateTime.parse(event.at("/eventTime").asText())).isNotNull();
            assertThat(event.at("/job/namespace").asText()).isEqualTo("nightly");
            assertThat(event.at("/job/name").asText()).isEqualTo("prepare");
            assertThat(event.at("/inputs/0/namespace").asText()).isEqualTo("s3://lake");
            assertThat(event.at("/outputs/0/facets/version/datasetVersion").asText())
                    .isEqualTo("f1");
        });
        JsonNode last = events.get(1);
        assertThat(last.at("/inputs/0/inputFacets/dataQualityMetrics/rowCount").asLong())
                .isEqualTo(7);
        assertThat(last.at("/outputs/0/outputFacets/outputStatistics/rowCount").asLong())
                .isEqualTo(42);
    }

    /** The classes of the server's side are generated from the published schema. */
    @Test
    void eventsAreThoseOfThePublishedSchema() throws IOException {
        Path file = folder.resolve("lineage.jsonl");
        LineageRun.start(to(file.toString()), Optional.of("Bearer k"), WORK).failed("no room");

        var strict = JSON.copy().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        for (String line : Files.readAllLines(file)) {
            var withoutTime = (ObjectNode) JSON.readTree(line);
            assertThat(withoutTime.remove("eventTime").isTextual()).isTrue();
            OpenLineage.RunEvent event = strict.treeToValue(withoutTime, OpenLineage.RunEvent.class);
            assertThat(event.getRun().getRunId()).isNotNull();
            assertThat(event.getSchemaURL())
                    .hasToString("https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent");
            assertThat(event.getOutputs()).hasSize(1);
        }
        assertThat(events(file).get(1).at("/run/facets/errorMessage/message").asText())
                .isEqualTo("no room");
    }

    @Test
    void aServerReceivesEventsAtItsEndpoint() throws IOException {
        List<String> received = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/lineage", exchange -> {
            assertThat(exchange.getRequestHeaders().getFirst("Authorization")).isEqualTo("Bearer k");
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(201, -1);
            exchange.close();
        });
        server.start();
        try {
            LineageRun.start(
                            to("http://127.0.0.1:%d/"
                                    .formatted(server.getAddress().getPort())),
                            Optional.of("Bearer k"),
                            WORK)
                    .completed(LineageRun.Rows.UNKNOWN);
        } finally {
            server.stop(0);
        }
        assertThat(received).hasSize(2);
    }

    @Test
    void aFailingServerIsToldOnceAndEndsNothing() {
        try (Warnings warnings = Warnings.of(LineageRun.class)) {
            LineageRun.start(to("http://127.0.0.1:1"), Optional.of("Bearer k"), WORK)
                    .completed(LineageRun.Rows.UNKNOWN);
            assertThat(warnings.messages())
                    .singleElement()
                    .asString()
                    .contains("tracking.openlineage = http://127.0.0.1:1");
        }
    }

    @Test
    void withoutAReceiverNothingIsWritten() {
        LineageRun.start(to(""), Optional.of("Bearer k"), WORK)
                .completed(new LineageRun.Rows(Optional.of(1L), Optional.of(2L)));
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({
        "s3a://lake/news/a.txt, s3://lake, news/a.txt",
        "gs://lake/news, gs://lake, news",
        "hdfs://nn:8020/user/x, hdfs://nn:8020, /user/x",
        "file:/tmp/books.txt, file, /tmp/books.txt"
    })
    void filesAreNamedAsTheConventionsOfOpenLineageAsk(String path, String namespace, String name) {
        assertThat(LineageDataset.at(new org.apache.hadoop.fs.Path(path), "v"))
                .isEqualTo(new LineageDataset(namespace, name, "v"));
    }
}
