package cloze.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
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
 * A table small enough for a person to read: a result, not a dataset. {@link #write} stores it twice, as
 * {@code name.csv} (one file) and as Parquet under {@code name/}.
 *
 * @param schema names and types of the columns
 * @param rows in the order in which they are read
 */
public record SmallTable(StructType schema, List<Row> rows) {
    public SmallTable {
        rows = List.copyOf(rows);
    }

    /** Collects {@code few} on the driver, with one Spark job. */
    public static SmallTable of(Dataset<Row> few) {
        return new SmallTable(few.schema(), few.collectAsList());
    }

    /**
     * Reads the Parquet form in {@code folder}, without a Spark job. Every column may hold missing values.
     *
     * @throws cloze.error.CorruptArtifactException if it is missing or damaged
     * @throws java.io.UncheckedIOException if the storage fails; it may answer later
     */
    public static SmallTable read(Configuration hadoop, Path folder) {
        return SmallParquet.read(hadoop, folder);
    }

    /** Returns the value of {@code column} in {@code row}, one of {@link #rows}; null if the value is missing. */
    public Object value(Row row, String column) {
        return row.get(schema.fieldIndex(column));
    }

    /** Writes the CSV and the Parquet form into {@code folder}, replacing existing ones. */
    public void write(Configuration hadoop, String folder, String name) {
        SmallParquet.write(hadoop, new Path(StoredPath.of(folder), name), this);
        TextFile.write(hadoop, new Path(StoredPath.of(folder), name + ".csv"), csv());
    }

    /** Writes only the Parquet form, as a single {@code file}, replacing an existing one. */
    public void writeParquet(Configuration hadoop, Path file) {
        SmallParquet.writeFile(hadoop, file, this);
    }

    /** Appends the rows of {@code more}, which must have the same columns. */
    public SmallTable with(SmallTable more) {
        List<Row> all = new ArrayList<>(rows);
        all.addAll(more.rows);
        return new SmallTable(schema, all);
    }

    /**
     * Puts {@code value} into a first column named {@code column}; a column of that name moves there and is
     * overwritten.
     */
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

    /** Sorts the rows by {@code column}, ascending, missing values first. Rows with equal values keep their order. */
    public SmallTable sortedBy(String column) {
        int index = schema.fieldIndex(column);
        Comparator<Comparable<Object>> ascending = Comparator.nullsFirst(Comparator.naturalOrder());
        return new SmallTable(
                schema,
                rows.stream()
                        .sorted(Comparator.comparing(row -> row.<Comparable<Object>>getAs(index), ascending))
                        .toList());
    }

    /** Selects the columns {@code names}, in that order. */
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

    /** Formats the table as RFC 4180 text with a header line. Missing values are empty cells. */
    public String csv() {
        var lines = new StringBuilder(CsvFile.line(List.of(schema.fieldNames())));
        rows.forEach(row -> lines.append(CsvFile.line(row)));
        return lines.toString();
    }

    /**
     * Formats the table as aligned Markdown, for a terminal or a repository page. Cells are formatted by
     * {@link #shown}.
     */
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

    /** Formats a cell for reading: fractions with four decimals, a missing value as an empty string. */
    public static String shown(Object value) {
        if (value instanceof Double number) {
            return String.format(Locale.ROOT, "%.4f", number);
        }
        return Objects.toString(value, "");
    }
}
