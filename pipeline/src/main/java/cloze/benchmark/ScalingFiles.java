package cloze.benchmark;

import cloze.error.InvalidInputException;
import cloze.table.StoredPath;
import cloze.table.TextFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Measurements that predictions are made from. */
final class ScalingFiles {
    /** Name of the file with all measurements that a run of the part scaling used, in its output. */
    static final String USED = "measurements.json";

    /** Measurements of one machine, a {@link #USED} of a run on it. */
    private static final String SHIPPED = "scaling.json";

    private ScalingFiles() {}

    /**
     * Reads the rows of {@code paths}: files, or folders with a benchmark.json.
     *
     * @param key key of the configuration that names them, for messages
     */
    static List<BenchmarkRow> read(Configuration hadoop, String key, List<String> paths) {
        List<BenchmarkRow> rows = new ArrayList<>();
        for (String path : paths) {
            var file =
                    path.endsWith(".json") ? StoredPath.of(path) : new Path(StoredPath.of(path), BenchmarkTable.FILE);
            try {
                rows.addAll(
                        BenchmarkTable.parse(TextFile.read(hadoop, file), file).rows());
            } catch (UncheckedIOException e) {
                throw new InvalidInputException(
                        "%s: expected a benchmark.json with rows of the parts training and exchange at %s, which cannot be read"
                                .formatted(key, file),
                        e);
            }
        }
        return rows;
    }

    /** Returns the table of those {@code rows} that predictions use: rounds, of the part training or exchange. */
    static BenchmarkTable used(List<BenchmarkRow> rows) {
        return new BenchmarkTable(rows.stream()
                .filter(row -> row.values().containsKey(BenchmarkColumn.ROUTE))
                .toList());
    }

    /** Reads the measurements that come with the program. */
    static List<BenchmarkRow> shipped() {
        try (InputStream in = ScalingFiles.class.getResourceAsStream(SHIPPED)) {
            if (in == null) {
                throw new IllegalStateException("No " + SHIPPED + " beside the classes");
            }
            return BenchmarkTable.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), SHIPPED)
                    .rows();
        } catch (IOException e) {
            throw new UncheckedIOException("Reading " + SHIPPED, e);
        }
    }
}
