package cloze.tracking;

import cloze.config.TrackingConfig;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineage.RunEvent.EventType;
import java.io.IOException;
import java.net.URI;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a catalog of lineage what a run reads and writes, as events of OpenLineage (openlineage.io, specification 2-0-2):
 * START, then COMPLETE with numbers of rows, or FAIL with the message. After the first failure to do so it logs one
 * warning and sends nothing more, and the run continues.
 */
public final class LineageRun {
    private static final Logger LOG = LoggerFactory.getLogger(LineageRun.class);

    private static final ObjectMapper JSON = new ObjectMapper()
            .setSerializationInclusion(JsonInclude.Include.NON_NULL)
            .registerModule(new SimpleModule().addSerializer(ZonedDateTime.class, ToStringSerializer.instance));

    private final OpenLineage events;
    private final TrackingConfig config;
    private final Work work;
    private final UUID id = UUID.randomUUID();
    private Optional<LineageReceiver> receiver;

    /**
     * The work of a run.
     *
     * @param job name of the job
     * @param inputs what it reads
     * @param output what it writes
     * @param spark version of Spark
     * @param version version of this program
     */
    public record Work(String job, List<LineageDataset> inputs, LineageDataset output, String spark, String version) {
        public Work {
            inputs = List.copyOf(inputs);
        }
    }

    /**
     * What a run did.
     *
     * @param rowsRead documents or other rows, where they were counted
     * @param rowsWritten examples or other rows, where they were counted
     */
    public record Rows(Optional<Long> rowsRead, Optional<Long> rowsWritten) {
        /** Rows that nobody counted. */
        public static final Rows UNKNOWN = new Rows(Optional.empty(), Optional.empty());
    }

    private LineageRun(TrackingConfig config, Work work, Optional<LineageReceiver> receiver) {
        this.events = new OpenLineage(URI.create("urn:cloze:" + work.version().replaceAll("[^A-Za-z0-9.+-]", "-")));
        this.config = config;
        this.work = work;
        this.receiver = receiver;
    }

    /**
     * Starts a run, and says so. Does nothing if no receiver is configured.
     *
     * @param authorization value of the Authorization header; if empty, the header is omitted
     */
    public static LineageRun start(TrackingConfig config, Optional<String> authorization, Work work) {
        var run = new LineageRun(
                config,
                work,
                Optional.of(config.openlineage())
                        .filter(address -> !address.isEmpty())
                        .map(address -> LineageReceiver.at(address, authorization)));
        run.send(EventType.START, Rows.UNKNOWN, Optional.empty());
        return run;
    }

    /** Says that the run is complete. */
    public void completed(Rows rows) {
        send(EventType.COMPLETE, rows, Optional.empty());
    }

    /** Says that the run failed with {@code message}. */
    public void failed(String message) {
        send(EventType.FAIL, Rows.UNKNOWN, Optional.of(message));
    }

    private void send(EventType type, Rows rows, Optional<String> fault) {
        if (receiver.isEmpty()) {
            return;
        }
        try {
            receiver.get().accept(JSON.writeValueAsString(event(type, rows, fault)));
        } catch (IOException | RuntimeException e) {
            receiver = Optional.empty();
            LOG.warn("tracking.openlineage = {} failed; the run continues without it: {}", config.openlineage(), e);
        }
    }

    private OpenLineage.RunEvent event(EventType type, Rows rows, Optional<String> fault) {
        var facets = events.newRunFacetsBuilder()
                .processing_engine(events.newProcessingEngineRunFacet(work.spark(), "Spark", work.version()));
        fault.ifPresent(message -> facets.errorMessage(events.newErrorMessageRunFacet(message, "JAVA", null)));
        return events.newRunEventBuilder()
                .eventType(type)
                .eventTime(ZonedDateTime.now(ZoneOffset.UTC))
                .run(events.newRun(id, facets.build()))
                .job(events.newJob(
                        config.namespace(),
                        work.job(),
                        events.newJobFacetsBuilder()
                                .jobType(events.newJobTypeJobFacet("BATCH", "CLOZE", "JOB"))
                                .build()))
                .inputs(work.inputs().stream().map(input -> input(input, rows)).toList())
                .outputs(List.of(output(rows)))
                .build();
    }

    /** The numbers of rows are those of all inputs together, so they are only told of a single one. */
    private OpenLineage.InputDataset input(LineageDataset input, Rows rows) {
        var facets = events.newInputDatasetInputFacetsBuilder();
        if (work.inputs().size() == 1) {
            rows.rowsRead()
                    .ifPresent(count -> facets.dataQualityMetrics(events.newDataQualityMetricsInputDatasetFacetBuilder()
                            .rowCount(count)
                            .columnMetrics(events.newDataQualityMetricsInputDatasetFacetColumnMetrics())
                            .build()));
        }
        return events.newInputDataset(input.namespace(), input.name(), version(input), facets.build());
    }

    private OpenLineage.OutputDataset output(Rows rows) {
        var facets = events.newOutputDatasetOutputFacetsBuilder();
        rows.rowsWritten()
                .ifPresent(count ->
                        facets.outputStatistics(events.newOutputStatisticsOutputDatasetFacet(count, null, null)));
        return events.newOutputDataset(
                work.output().namespace(), work.output().name(), version(work.output()), facets.build());
    }

    private OpenLineage.DatasetFacets version(LineageDataset dataset) {
        var facets = events.newDatasetFacetsBuilder();
        if (!dataset.version().isEmpty()) {
            facets.version(events.newDatasetVersionDatasetFacet(dataset.version()));
        }
        return facets.build();
    }

    /** Returns counts of a manifest as rows: the documents that were read, the examples that were written. */
    public static Rows rows(Map<String, Long> counts) {
        Optional<Long> written = counts.entrySet().stream()
                .filter(count -> count.getKey().endsWith("_examples"))
                .map(Map.Entry::getValue)
                .reduce(Long::sum);
        return new Rows(Optional.ofNullable(counts.get("documents")), written);
    }
}
