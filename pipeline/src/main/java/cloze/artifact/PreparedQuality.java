package cloze.artifact;

import cloze.table.SmallTable;
import cloze.table.StoredPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

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
    public static Map<String, SmallTable> read(Configuration hadoop, String prepared) {
        Map<String, SmallTable> tables = new LinkedHashMap<>();
        for (String name : SHOWN) {
            tables.put(name, cut(name, read(hadoop, StoredPath.of(prepared), name)));
        }
        return tables;
    }

    /**
     * Reads all tables of a prepare output that gates look at, by name.
     *
     * @throws cloze.error.CorruptArtifactException if one is missing or damaged
     */
    public static Map<String, SmallTable> readAll(Configuration hadoop, Path prepared) {
        Map<String, SmallTable> tables = new TreeMap<>();
        GATED.forEach(name -> tables.put(name, read(hadoop, prepared, name)));
        return tables;
    }

    /** Reads the table {@code name} of a prepare output. */
    public static SmallTable read(Configuration hadoop, Path prepared, String name) {
        return SmallTable.read(hadoop, new Path(prepared, TABLES + "/" + name));
    }

    private static SmallTable cut(String name, SmallTable table) {
        return name.equals("pairs") ? table.columns(SHOWN_OF_PAIRS) : table;
    }
}
