package cloze.corpus.source;

import static org.apache.spark.sql.functions.col;

import cloze.config.CorpusConfig;
import cloze.config.CorpusInput;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Fixes the versions that a run reads. A run looks them up once, at its start, and reads nothing else: what is committed
 * to a table in the meantime is left for the next run.
 */
public final class TableVersions {
    private static final String CURRENT_SNAPSHOT = "current-snapshot-id";
    private static final String SNAPSHOT = "snapshot_id";

    private TableVersions() {}

    /**
     * Returns {@code corpus} with the number of a version in each entry whose table has versions. Asks catalogs and reads
     * metadata, no rows of text.
     *
     * @throws cloze.error.ClozeException if a table or version does not exist
     */
    public static CorpusConfig fixed(SparkSession spark, CorpusConfig corpus) {
        if (corpus.tables().isEmpty()) {
            return corpus;
        }
        List<CorpusInput> inputs = corpus.input().stream()
                .map(input -> input.kind() == CorpusInput.Kind.FILES ? input : fixed(spark, input))
                .toList();
        return corpus.withInput(inputs);
    }

    private static CorpusInput fixed(SparkSession spark, CorpusInput input) {
        var reader = new TableReader(spark, input);
        Provider provider = reader.explained(() -> provider(spark, input));
        if (!provider.hasVersions() || isNumber(input.version())) {
            return input;
        }
        if (input.kind() == CorpusInput.Kind.FORMAT) {
            // Tells of a missing jar, which the statements below would not.
            reader.all();
        }
        Optional<String> version = reader.explained(() -> number(spark, input, provider));
        return version.map(input::withVersion).orElse(input);
    }

    /** Returns what keeps the rows of {@code input}; a query counts as a view. */
    static Provider provider(SparkSession spark, CorpusInput input) {
        return switch (input.kind()) {
            case TABLE -> Provider.of(spark, input.table());
            case FORMAT -> Provider.of(input.format());
            default -> Provider.VIEW;
        };
    }

    private static boolean isNumber(String version) {
        return version.matches("[0-9]+");
    }

    /** Returns the number of the version that {@code input} names; empty if the table has none yet. */
    private static Optional<String> number(SparkSession spark, CorpusInput input, Provider provider) {
        boolean isTable = input.kind() == CorpusInput.Kind.TABLE;
        if (provider == Provider.DELTA) {
            // A word is no version of Delta: reading it fails, and says so.
            return input.version().isEmpty()
                    ? first(spark.sql("DESCRIBE HISTORY %s LIMIT 1".formatted(deltaName(input)))
                            .select("version")
                            .collectAsList())
                    : Optional.of(input.version());
        }
        if (!input.version().isEmpty()) {
            // A tag or branch, which may name another snapshot tomorrow.
            return first(metadata(spark, input, "refs")
                            .where(col("name").equalTo(input.version()))
                            .select(SNAPSHOT)
                            .collectAsList())
                    .or(() -> Optional.of(input.version()));
        }
        if (!isTable) {
            return first(metadata(spark, input, "history")
                    .where("is_current_ancestor")
                    .orderBy(col("made_current_at").desc())
                    .select(SNAPSHOT)
                    .limit(1)
                    .collectAsList());
        }
        // What another session has committed since this one looked.
        spark.sql("REFRESH TABLE " + input.table());
        return first(spark.sql("SHOW TBLPROPERTIES " + input.table())
                        .where("key = '" + CURRENT_SNAPSHOT + "'")
                        .select("value")
                        .collectAsList())
                .filter(TableVersions::isNumber);
    }

    /** Returns the name of a Delta table in SQL. */
    static String deltaName(CorpusInput input) {
        return input.kind() == CorpusInput.Kind.TABLE
                ? input.table()
                : "delta.`%s`".formatted(input.path().replace("`", "``"));
    }

    /** Plans one of the tables that Iceberg keeps about a table. */
    static Dataset<Row> metadata(SparkSession spark, CorpusInput input, String name) {
        CorpusInput table = input.kind() == CorpusInput.Kind.TABLE
                ? CorpusInput.ofTable(input.table() + "." + name)
                : CorpusInput.ofFormat(input.format(), input.path() + "#" + name, input.options());
        return new TableReader(spark, table).all();
    }

    private static Optional<String> first(List<Row> rows) {
        return rows.stream().findFirst().map(row -> row.get(0).toString());
    }
}
