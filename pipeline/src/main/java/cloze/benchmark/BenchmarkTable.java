package cloze.benchmark;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import cloze.dataset.SmallTable;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Everything that was measured.
 *
 * @param rows in the order of measuring
 */
public record BenchmarkTable(List<Measurement> rows) {
    private static final String PART = "part";
    private static final ObjectMapper JSON = new ObjectMapper();

    public BenchmarkTable {
        rows = List.copyOf(rows);
    }

    /** An array of one object per row and line; a row has only the keys that apply to it. */
    public String json() {
        return rows.stream().map(BenchmarkTable::object).collect(Collectors.joining(",\n  ", "[\n  ", "\n]\n"));
    }

    private static String object(Measurement row) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put(PART, row.part());
        row.values().forEach((field, value) -> object.put(field.key(), value));
        try {
            return JSON.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Row " + row, e);
        }
    }

    /** Aligned columns for a terminal; a column that no row fills is left out. */
    public String markdown() {
        List<Field> shown = Stream.of(Field.values())
                .filter(field -> rows.stream().anyMatch(row -> row.values().containsKey(field)))
                .toList();
        StructType schema = new StructType().add(PART, StringType);
        for (Field field : shown) {
            schema = schema.add(
                    field.key(),
                    switch (field) {
                        case PRESET, LANGUAGE, STAGE -> StringType;
                        case THREADS, WORKERS -> DataTypes.IntegerType;
                        default -> DoubleType;
                    });
        }
        List<Row> cells = new ArrayList<>();
        for (Measurement row : rows) {
            List<Object> cell = new ArrayList<>(List.of(row.part()));
            shown.forEach(field -> cell.add(row.values().get(field)));
            cells.add(RowFactory.create(cell.toArray()));
        }
        return new SmallTable(schema, cells).markdown();
    }
}
