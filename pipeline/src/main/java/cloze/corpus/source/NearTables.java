package cloze.corpus.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What a catalog has instead of a table that it lacks.
 *
 * @param table the name that was asked for
 */
record NearTables(SparkSession spark, String table) {
    private static final int SHOWN = 5;

    /** Returns a sentence that says what is there. */
    String hint() {
        List<String> parts = List.of(table.replace("`", "").split("\\."));
        String name = parts.get(parts.size() - 1);
        List<String> space = parts.subList(0, parts.size() - 1);
        String within = String.join(".", space);
        List<String> tables = names("SHOW TABLES" + (space.isEmpty() ? "" : " IN " + within), 1);
        if (!tables.isEmpty()) {
            return "%s has %s"
                    .formatted(
                            space.isEmpty() ? "The current database" : within,
                            String.join(", ", nearest(name, tables)));
        }
        String first = parts.get(0);
        boolean isCatalog = spark.conf().getOption("spark.sql.catalog." + first).isDefined();
        List<String> spaces = names("SHOW NAMESPACES" + (isCatalog ? " IN " + first : ""), 0);
        if (isCatalog) {
            return spaces.contains(String.join(".", space.subList(1, space.size())))
                    ? "%s has no tables".formatted(within)
                    : "Catalog %s has %s"
                            .formatted(
                                    first, spaces.isEmpty() ? "nothing" : String.join(", ", nearest(within, spaces)));
        }
        if (spaces.contains(within)) {
            return "%s has no tables".formatted(within);
        }
        return "No catalog %1$s is configured, and the session's own has the databases %2$s. Configure it: --spark spark.sql.catalog.%1$s=CLASS, such as org.apache.iceberg.spark.SparkCatalog, and what it needs"
                .formatted(first, String.join(", ", nearest(within, spaces)));
    }

    /** Returns the values of a column of a listing; none if there is nothing to list. */
    private List<String> names(String listing, int column) {
        try {
            List<String> names = new ArrayList<>();
            for (Row row : spark.sql(listing).collectAsList()) {
                names.add(row.getString(column));
            }
            return names;
        } catch (Exception e) {
            return List.of();
        }
    }

    private static List<String> nearest(String name, List<String> names) {
        var distance = LevenshteinDistance.getDefaultInstance();
        String wanted = name.toLowerCase(Locale.ROOT);
        Stream<String> sorted = names.stream()
                .sorted(Comparator.comparingInt(
                                (String other) -> distance.apply(wanted, other.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()));
        List<String> shown = new ArrayList<>(sorted.limit(SHOWN).toList());
        if (names.size() > SHOWN) {
            shown.add("and %d more".formatted(names.size() - SHOWN));
        }
        return shown;
    }
}
