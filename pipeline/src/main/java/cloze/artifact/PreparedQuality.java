package cloze.artifact;

import cloze.error.CorruptArtifactException;
import cloze.parallel.SideBySide;
import cloze.table.SmallTable;
import cloze.table.StoredPath;
import cloze.table.StoredTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The quality tables of a prepare output, abridged for the terminal. */
public final class PreparedQuality {
    /** The folder of the tables in an output. */
    public static final String TABLES = "quality";

    private static final List<String> SHOWN = List.of("documents", "pairs", "masks", "shortcuts", "leaks");

    /** What the gates compare with their limits. */
    private static final List<String> GATED =
            List.of("documents", "duplicates", "leaks", "masks", "pairs", "rejected", "shortcuts");

    /** The columns of the table "pairs" that fit into a terminal. */
    private static final String[] SHOWN_OF_PAIRS = {
        "split", "examples", "random_next_share", "one_sentence_share", "tokens", "mean_length", "truncated_share"
    };

    private PreparedQuality() {}

    /** Formats the key tables as lines. */
    public static List<String> shown(Map<String, SmallTable> tables) {
        List<String> lines = new ArrayList<>();
        for (String name : SHOWN) {
            lines.add(name);
            lines.addAll(cut(name, tables.get(name)).markdown().lines().toList());
        }
        return lines;
    }

    /** Reads the key tables from the prepare output {@code prepared}, by name. */
    public static Map<String, SmallTable> read(SparkSession spark, String prepared) {
        Map<String, SmallTable> tables = new LinkedHashMap<>();
        for (String name : SHOWN) {
            Dataset<Row> rows = StoredTable.read(spark, new Path(StoredPath.of(prepared), TABLES + "/" + name));
            tables.put(name, cut(name, SmallTable.of(rows)));
        }
        return tables;
    }

    /**
     * Reads all tables of a prepare output that gates look at, by name.
     *
     * @throws CorruptArtifactException if one is missing or damaged
     */
    public static Map<String, SmallTable> readAll(SparkSession spark, Path prepared) {
        Map<String, SmallTable> tables = new TreeMap<>();
        try (var side = new SideBySide()) {
            Map<String, Supplier<SmallTable>> reads = new TreeMap<>();
            for (String name : GATED) {
                Path table = new Path(prepared, TABLES + "/" + name);
                reads.put(name, side.start(() -> read(spark, table)));
            }
            reads.forEach((name, read) -> tables.put(name, read.get()));
        }
        return tables;
    }

    private static SmallTable read(SparkSession spark, Path table) {
        try {
            return SmallTable.of(StoredTable.read(spark, table));
        } catch (Exception e) {
            // Spark declares neither the checked AnalysisException of a missing folder nor those of its readers.
            throw new CorruptArtifactException(
                    "Quality table %s cannot be read: %s".formatted(table, e.getMessage()), e);
        }
    }

    private static SmallTable cut(String name, SmallTable table) {
        return name.equals("pairs") ? table.columns(SHOWN_OF_PAIRS) : table;
    }
}
