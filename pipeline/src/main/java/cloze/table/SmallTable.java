package cloze.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A table small enough to be read by a person: a result, not a dataset. Written twice, as {@code name.csv} (one file) and as
 * Parquet under {@code name/}.
 *
 * @param schema its columns
 * @param rows its rows, in the order they are read
 */
public record SmallTable(StructType schema, List<Row> rows) {
    public SmallTable {
        rows = List.copyOf(rows);
    }

    /** {@code few} rows, brought to the driver by one Spark job. */
    public static SmallTable of(Dataset<Row> few) {
        return new SmallTable(few.schema(), few.collectAsList());
    }

    /** What stands in {@code column} of {@code row}, one of {@link #rows}; null when nothing does. */
    public Object value(Row row, String column) {
        return row.get(schema.fieldIndex(column));
    }

    /** Writes both forms into {@code folder}, over what stood there. */
    public void write(Configuration hadoop, String folder, String name) {
        SmallParquet.write(hadoop, new Path(folder, name), this);
        TextFile.write(hadoop, new Path(folder, name + ".csv"), csv());
    }

    /** Writes {@code file} alone, as Parquet, over what stood there. */
    public void writeParquet(Configuration hadoop, Path file) {
        SmallParquet.writeFile(hadoop, file, this);
    }

    /** These rows and then those of {@code more}, a table of the same columns. */
    public SmallTable with(SmallTable more) {
        List<Row> all = new ArrayList<>(rows);
        all.addAll(more.rows);
        return new SmallTable(schema, all);
    }

    /** The same rows with {@code value} in a first column of this name, which takes the place of one that they have. */
    public SmallTable startingWith(String column, String value) {
        List<String> others = Arrays.stream(schema.fieldNames())
                .filter(name -> !name.equals(column))
                .toList();
        SmallTable rest = columns(others.toArray(String[]::new));
        var wider = new StructType().add(column, DataTypes.StringType);
        for (StructField field : rest.schema.fields()) {
            wider = wider.add(field);
        }
        List<Row> told = rest.rows.stream()
                .map(row -> {
                    Object[] cells = new Object[row.size() + 1];
                    cells[0] = value;
                    for (int i = 0; i < row.size(); i++) {
                        cells[i + 1] = row.get(i);
                    }
                    return RowFactory.create(cells);
                })
                .toList();
        return new SmallTable(wider, told);
    }

    /** The same rows with {@code names} alone, in that order. */
    public SmallTable columns(String... names) {
        var chosen = new StructType();
        for (String name : names) {
            chosen = chosen.add(schema.apply(name));
        }
        List<Row> cut = rows.stream()
                .map(row -> RowFactory.create(Arrays.stream(names)
                        .map(name -> row.get(schema.fieldIndex(name)))
                        .toArray()))
                .toList();
        return new SmallTable(chosen, cut);
    }

    /** The rows as RFC 4180 text with a header line; missing values are empty. */
    public String csv() {
        var lines = new StringBuilder(CsvFile.line(List.of(schema.fieldNames())));
        rows.forEach(row -> lines.append(CsvFile.line(row)));
        return lines.toString();
    }

    /** The rows as aligned columns for a terminal or a repository page; numbers as {@link #shown} gives them. */
    public String markdown() {
        List<List<String>> cells = new ArrayList<>();
        cells.add(List.of(schema.fieldNames()));
        for (Row row : rows) {
            List<String> line = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                line.add(shown(row.get(i)));
            }
            cells.add(line);
        }
        int[] widths = new int[schema.size()];
        for (List<String> line : cells) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> line : cells) {
            lines.add(aligned(line, widths));
            if (lines.size() == 1) {
                lines.add(rule(widths));
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private String aligned(List<String> line, int[] widths) {
        var text = new StringBuilder("|");
        for (int i = 0; i < widths.length; i++) {
            String pad = " ".repeat(widths[i] - line.get(i).length());
            text.append(' ')
                    .append(isNumber(i) ? pad + line.get(i) : line.get(i) + pad)
                    .append(" |");
        }
        return text.toString();
    }

    private String rule(int[] widths) {
        var text = new StringBuilder("|");
        for (int i = 0; i < widths.length; i++) {
            text.append('-')
                    .append("-".repeat(widths[i]))
                    .append(isNumber(i) ? ":" : "-")
                    .append('|');
        }
        return text.toString();
    }

    private boolean isNumber(int column) {
        StructField field = schema.fields()[column];
        return !field.dataType().typeName().equals("string");
    }

    /** A cell for reading: four decimals for fractions, nothing for a missing value. */
    public static String shown(Object value) {
        if (value instanceof Double number) {
            return String.format(Locale.ROOT, "%.4f", number);
        }
        return Objects.toString(value, "");
    }
}
