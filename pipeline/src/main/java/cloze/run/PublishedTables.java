package cloze.run;

import cloze.error.InvalidConfigException;
import cloze.error.InvalidInputException;
import cloze.table.CatalogTable;
import cloze.table.SmallTable;
import cloze.table.StoredPath;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Appends the result tables of an output to tables of a catalog, once per run. The output is complete before, so a failure loses
 * nothing: the same command appends what is missing.
 *
 * @param space the catalog and namespace, or database, of the tables; empty for none
 */
public record PublishedTables(SparkSession spark, String space) {
    /** The run that a row belongs to: the first digits of a fingerprint, or the name of a retrain run. */
    public static final String RUN_ID = "run_id";

    /** The version of a registry that the row is about; null outside of one. */
    public static final String VERSION = "registry_version";

    private static final String JOB = "job";
    private static final String FINISHED = "run_finished";
    private static final String FOLDER = "folder";
    private static final String QUALITY = "quality";
    private static final String CSV = ".csv";

    /** Folders with data, not with results. */
    private static final Set<String> DATA = Set.of("examples", "documents", "rejected", "checkpoints", "work", "lines");

    private static final int DEEPEST = 4;

    /**
     * What the rows of an output have in common.
     *
     * @param id of the run
     * @param job its name
     * @param finished ISO-8601 in UTC
     * @param version of a registry; null outside of one
     */
    public record Origin(String id, String job, String finished, Long version) {}

    /**
     * Finds a fault of the catalog before any work.
     *
     * @throws InvalidConfigException if there is no such catalog, or it takes no tables
     */
    public void check() {
        if (space.isEmpty()) {
            return;
        }
        try {
            CatalogTable.requireSpace(spark, space);
        } catch (Exception e) {
            throw new InvalidConfigException(
                    List.of("tables = %s: must be a namespace of a catalog of this session that takes tables: %s"
                            .formatted(space, line(e))));
        }
    }

    /** Appends the tables in {@code output}, unless those of this run are there. */
    public void append(Path output, Origin origin) throws IOException {
        if (space.isEmpty()) {
            return;
        }
        for (Map.Entry<String, List<Path>> table : tables(output).entrySet()) {
            append(table.getKey(), table.getValue(), output, origin);
        }
    }

    private void append(String name, List<Path> folders, Path output, Origin origin) {
        try {
            CatalogTable table = CatalogTable.in(spark, space, name);
            if (table.has(RUN_ID, origin.id())) {
                return;
            }
            List<SmallTable> parts = new ArrayList<>();
            for (Path folder : folders) {
                String within =
                        output.toUri().relativize(folder.getParent().toUri()).getPath();
                parts.add(told(SmallTable.read(spark.sparkContext().hadoopConfiguration(), folder), origin, within));
            }
            // One commit: a run is there as a whole or not at all.
            table.append(parts.stream().reduce(SmallTable::with).orElseThrow());
        } catch (Exception e) {
            throw fault(name, output, e);
        }
    }

    /** Appends {@code row} to the table {@code name}, unless one with its value in {@code column} is there. */
    public void append(String name, SmallTable rows, String column, Path output) {
        try {
            CatalogTable table = CatalogTable.in(spark, space, name);
            List<Row> missing = rows.rows().stream()
                    .filter(row -> !table.has(column, rows.value(row, column).toString()))
                    .toList();
            if (!missing.isEmpty()) {
                table.append(new SmallTable(rows.schema(), missing));
            }
        } catch (Exception e) {
            throw fault(name, output, e);
        }
    }

    private InvalidInputException fault(String name, Path output, Exception cause) {
        return new InvalidInputException(
                "tables = %s: %s is complete, but its table %s could not be appended: %s. Run the same command again, and it appends what is missing"
                        .formatted(space, output, name, line(cause)),
                cause);
    }

    private static String line(Exception e) {
        return String.valueOf(e.getMessage()).strip().lines().findFirst().orElse("");
    }

    private static SmallTable told(SmallTable table, Origin origin, String folder) {
        var schema = new StructType()
                .add(RUN_ID, DataTypes.StringType)
                .add(JOB, DataTypes.StringType)
                .add(FINISHED, DataTypes.StringType)
                .add(VERSION, DataTypes.LongType)
                .add(FOLDER, DataTypes.StringType);
        for (StructField field : table.schema().fields()) {
            schema = schema.add(field);
        }
        List<Row> rows = table.rows().stream()
                .map(row -> {
                    List<Object> cells = new ArrayList<>(
                            Arrays.asList(origin.id(), origin.job(), origin.finished(), origin.version(), folder));
                    for (int i = 0; i < row.size(); i++) {
                        cells.add(row.get(i));
                    }
                    return RowFactory.create(cells.toArray());
                })
                .toList();
        return new SmallTable(schema, rows);
    }

    /**
     * Finds the result tables: each is a file NAME.csv beside a folder NAME. A table near the top stands for those of the same name
     * below it, which it gathers.
     */
    private Map<String, List<Path>> tables(Path output) throws IOException {
        FileSystem files = output.getFileSystem(spark.sparkContext().hadoopConfiguration());
        List<Path> found = new ArrayList<>();
        find(files, files.makeQualified(output), 0, found);
        found.sort(Comparator.comparingInt(Path::depth).thenComparing(Path::toString));
        Map<String, List<Path>> byName = new TreeMap<>();
        Map<String, Integer> depths = new HashMap<>();
        for (Path folder : found) {
            String prefix = folder.getParent().getName().equals(QUALITY) ? QUALITY + "_" : "";
            String name = (prefix + folder.getName()).replace('-', '_');
            if (depths.computeIfAbsent(name, any -> folder.depth()) == folder.depth()) {
                byName.computeIfAbsent(name, any -> new ArrayList<>()).add(folder);
            }
        }
        return byName;
    }

    private static void find(FileSystem files, Path folder, int depth, List<Path> found) throws IOException {
        FileStatus[] entries;
        try {
            entries = files.listStatus(folder);
        } catch (FileNotFoundException e) {
            return;
        }
        Set<String> names = Arrays.stream(entries)
                .filter(FileStatus::isFile)
                .map(entry -> entry.getPath().getName())
                .collect(Collectors.toSet());
        for (FileStatus entry : entries) {
            String name = entry.getPath().getName();
            if (!entry.isDirectory() || name.startsWith(".")) {
                continue;
            }
            if (names.contains(name + CSV)) {
                found.add(StoredPath.child(folder, name));
            } else if (depth < DEEPEST && !DATA.contains(name)) {
                find(files, entry.getPath(), depth + 1, found);
            }
        }
    }
}
