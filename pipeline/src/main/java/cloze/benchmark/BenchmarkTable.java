package cloze.benchmark;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import cloze.error.InvalidInputException;
import cloze.table.SmallTable;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * All measurements.
 *
 * @param rows the rows in the order of measurement
 */
public record BenchmarkTable(List<BenchmarkRow> rows) {
    /** The name of the file with the table in an output. */
    public static final String FILE = "benchmark.json";

    private static final String PART = "part";

    /** Columns that only later runs need. */
    private static final Set<BenchmarkColumn> IN_JSON_ALONE = Set.of(
            BenchmarkColumn.MASTER,
            BenchmarkColumn.TRAIN_BATCH_SIZE,
            BenchmarkColumn.MACHINE,
            BenchmarkColumn.DATE,
            BenchmarkColumn.MACHINES,
            BenchmarkColumn.PROCESSORS,
            BenchmarkColumn.BANDWIDTH,
            BenchmarkColumn.STEP_GIGAFLOPS);

    private static final ObjectMapper JSON = new ObjectMapper();

    public BenchmarkTable {
        rows = List.copyOf(rows);
    }

    /** Formats the table as an array with one object per row and line. A row has only the keys that apply to it. */
    public String json() {
        return rows.stream().map(BenchmarkTable::object).collect(Collectors.joining(",\n  ", "[\n  ", "\n]\n"));
    }

    /**
     * Parses the result of {@link #json}.
     *
     * @param origin where {@code json} was read, for messages
     * @throws InvalidInputException if it is something else
     */
    public static BenchmarkTable parse(String json, Object origin) {
        try {
            List<BenchmarkRow> rows = new ArrayList<>();
            for (JsonNode object : JSON.readTree(json)) {
                Map<BenchmarkColumn, Object> values = new EnumMap<>(BenchmarkColumn.class);
                for (BenchmarkColumn field : BenchmarkColumn.values()) {
                    if (object.has(field.key())) {
                        values.put(field, value(object.get(field.key()), field));
                    }
                }
                rows.add(new BenchmarkRow(object.path(PART).asText(), values));
            }
            return new BenchmarkTable(rows);
        } catch (JsonProcessingException e) {
            throw new InvalidInputException(
                    "%s: expected the JSON of a benchmark, found %s; name a benchmark.json or the output that holds it"
                            .formatted(origin, e.getOriginalMessage()));
        }
    }

    private static Object value(JsonNode value, BenchmarkColumn field) {
        return switch (field.kind()) {
            case TEXT -> value.asText();
            case COUNT -> value.asInt();
            case NUMBER -> value.asDouble();
        };
    }

    private static DataType type(BenchmarkColumn field) {
        return switch (field.kind()) {
            case TEXT -> StringType;
            case COUNT -> IntegerType;
            case NUMBER -> DoubleType;
        };
    }

    private static String object(BenchmarkRow row) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put(PART, row.part());
        row.values().forEach((field, value) -> object.put(field.key(), value));
        try {
            return JSON.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Row " + row, e);
        }
    }

    /**
     * Formats one table per part with aligned columns for a terminal. Columns that are empty in all rows of a part are
     * omitted.
     */
    public String markdown() {
        return rows.stream()
                .map(BenchmarkRow::part)
                .distinct()
                .map(this::markdown)
                .collect(Collectors.joining("\n"));
    }

    private String markdown(String part) {
        List<BenchmarkRow> own =
                rows.stream().filter(row -> row.part().equals(part)).toList();
        List<BenchmarkColumn> shown = Stream.of(BenchmarkColumn.values())
                .filter(field -> !IN_JSON_ALONE.contains(field))
                .filter(field -> own.stream().anyMatch(row -> row.values().containsKey(field)))
                .toList();
        StructType schema = new StructType().add(PART, StringType);
        for (BenchmarkColumn field : shown) {
            schema = schema.add(field.key(), type(field));
        }
        List<Row> cells = new ArrayList<>();
        for (BenchmarkRow row : own) {
            List<Object> cell = new ArrayList<>(List.of(row.part()));
            shown.forEach(field -> cell.add(row.values().get(field)));
            cells.add(RowFactory.create(cell.toArray()));
        }
        return new SmallTable(schema, cells).markdown();
    }
}
