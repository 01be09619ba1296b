package cloze.train.checkpoint;

import cloze.dataset.Metrics;
import cloze.table.StoredJson;
import cloze.train.log.PhaseSeconds;
import cloze.train.log.TaskMetrics;
import cloze.train.log.TrainingLogRow;
import cloze.train.log.ValidationLogRow;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Converts the logs to and from the JSON of a checkpoint. Metrics are named by their columns. Those of a round are
 * fields of the row, those of a held-out measurement are in their own object. So are the seconds of a round by phase. A task
 * or phase missing from a log is read as not measured, and a phase that was not measured is left out.
 */
final class LogJson {
    /** The component of both row types that holds the metrics. */
    private static final String METRICS = "metrics";

    /** The component of {@link TaskMetrics}. */
    private static final String BY_COLUMN = "by_column";

    private static final JsonMapper JSON = StoredJson.strict()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /** The component of a round's row that holds its time by phase. */
    private static final String PHASES = "phases";

    private LogJson() {}

    static byte[] ofRounds(List<TrainingLogRow> log) throws IOException {
        return write(log, LogJson::withGroupsAmongFields);
    }

    static byte[] ofMeasurements(List<ValidationLogRow> validation) throws IOException {
        return write(validation, row -> row.set(METRICS, row.get(METRICS).get(BY_COLUMN)));
    }

    static List<TrainingLogRow> rounds(InputStream in) throws IOException {
        return read(in, TrainingLogRow.class, row -> {
            ObjectNode values = JSON.createObjectNode();
            for (String column : Metrics.columns(Metrics.MODEL)) {
                if (row.has(column)) {
                    values.set(column, row.remove(column));
                }
            }
            row.set(METRICS, JSON.createObjectNode().set(BY_COLUMN, values));
            ObjectNode phases = JSON.createObjectNode();
            for (String column : PhaseSeconds.COLUMNS) {
                phases.set(
                        column,
                        row.has(column)
                                ? row.remove(column)
                                : JSON.getNodeFactory().numberNode(Double.NaN));
            }
            return row.set(PHASES, phases);
        });
    }

    static List<ValidationLogRow> measurements(InputStream in) throws IOException {
        return read(
                in,
                ValidationLogRow.class,
                row -> row.set(METRICS, JSON.createObjectNode().set(BY_COLUMN, row.get(METRICS))));
    }

    private static ObjectNode withGroupsAmongFields(ObjectNode row) {
        ObjectNode flat = JSON.createObjectNode();
        row.properties().forEach(field -> {
            if (field.getKey().equals(METRICS)) {
                flat.setAll((ObjectNode) field.getValue().get(BY_COLUMN));
            } else if (field.getKey().equals(PHASES)) {
                field.getValue().properties().stream()
                        .filter(phase -> !Double.isNaN(phase.getValue().asDouble()))
                        .forEach(phase -> flat.set(phase.getKey(), phase.getValue()));
            } else {
                flat.set(field.getKey(), field.getValue());
            }
        });
        return flat;
    }

    private static byte[] write(List<?> log, UnaryOperator<ObjectNode> stored) throws IOException {
        ArrayNode rows = JSON.createArrayNode();
        log.forEach(row -> rows.add(stored.apply(JSON.valueToTree(row))));
        return JSON.writeValueAsBytes(rows);
    }

    /** @throws com.fasterxml.jackson.core.JsonProcessingException if the content is not a list of such rows */
    private static <T> List<T> read(InputStream in, Class<T> type, UnaryOperator<ObjectNode> asComponents)
            throws IOException {
        if (!(StoredJson.tree(JSON, in) instanceof ArrayNode rows)) {
            throw MismatchedInputException.from(null, type, "no list of rows");
        }
        List<T> log = new ArrayList<>();
        for (JsonNode row : rows) {
            if (!(row instanceof ObjectNode components)) {
                throw MismatchedInputException.from(null, type, "a row that is no object");
            }
            log.add(JSON.treeToValue(asComponents.apply(components), type));
        }
        return log;
    }
}
