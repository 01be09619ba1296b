package cloze.corpus.source;

import java.util.Locale;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What keeps the rows of a table, as far as it matters for versions and for detecting changes. */
enum Provider {
    /** Snapshots, each with a number. */
    ICEBERG,
    /** Versions, counted from 0. */
    DELTA,
    /** A table without versions. */
    OTHER,
    /** A view. It may read tables of any kind. */
    VIEW;

    private static final String DETAILS = "# Detailed Table Information";

    /** Returns the provider with the name of a data source. */
    static Provider of(String format) {
        return switch (format.toLowerCase(Locale.ROOT)) {
            case "iceberg" -> ICEBERG;
            case "delta" -> DELTA;
            default -> OTHER;
        };
    }

    /**
     * Asks the catalog.
     *
     * @param table name of a table or view that exists
     */
    static Provider of(SparkSession spark, String table) {
        boolean isDetail = false;
        // Only views that last as long as the session have no details.
        Provider found = VIEW;
        for (Row row : spark.sql("DESCRIBE TABLE EXTENDED " + table).collectAsList()) {
            String name = row.getString(0);
            if (name.equals(DETAILS)) {
                isDetail = true;
                found = OTHER;
            } else if (isDetail && name.equals("Type") && row.getString(1).contains("VIEW")) {
                return VIEW;
            } else if (isDetail && name.equals("Provider")) {
                found = of(row.getString(1));
            }
        }
        return found;
    }

    boolean hasVersions() {
        return this == ICEBERG || this == DELTA;
    }
}
