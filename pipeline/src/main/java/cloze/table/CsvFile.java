package cloze.table;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A dataset as one RFC 4180 file with a header line. Missing values are empty cells. The driver holds one partition at
 * a time.
 */
public final class CsvFile {
    private CsvFile() {}

    /** Writes {@code rows} in order. Runs one Spark job per partition. */
    public static void write(Dataset<Row> rows, Path path) {
        Configuration hadoop = rows.sparkSession().sparkContext().hadoopConfiguration();
        try (Writer out = new BufferedWriter(
                new OutputStreamWriter(path.getFileSystem(hadoop).create(path, true), StandardCharsets.UTF_8))) {
            out.write(line(List.of(rows.columns())));
            Iterator<Row> all = rows.toLocalIterator();
            while (all.hasNext()) {
                out.write(line(all.next()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Writing " + path, e);
        }
    }

    static String line(Row row) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            cells.add(Objects.toString(row.get(i), ""));
        }
        return line(cells);
    }

    static String line(List<String> cells) {
        return cells.stream().map(CsvFile::quoted).collect(Collectors.joining(",", "", "\n"));
    }

    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
