package cloze.corpus.source;

import cloze.config.CorpusInput;
import cloze.error.ClozeException;
import cloze.error.InvalidConfigException;
import cloze.error.InvalidInputException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Says in words why Spark cannot read an input. Spark and the catalogs tell in their messages alone. */
final class TableFault {
    private static final int MOST_CAUSES = 20;
    private static final int LONGEST_LINE = 300;

    private static final Pattern NOT_FOUND = Pattern.compile(
            "TABLE_OR_VIEW_NOT_FOUND|SCHEMA_NOT_FOUND|REQUIRES_SINGLE_PART_NAMESPACE|NoSuchTableException|NoSuchNamespace|PATH_NOT_FOUND|DELTA_TABLE_NOT_FOUND|DELTA_MISSING_DELTA_TABLE|is not a Delta table");

    private static final Pattern VERSION = Pattern.compile(
            "Cannot find snapshot|Cannot find matching snapshot|time travel|TIME_TRAVEL|VERSION_NOT_FOUND|Unsupported version|VersionNotFound|VERSION AS OF",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern DENIED =
            Pattern.compile("AccessControlException|AccessDenied|Permission denied|not authorized|Forbidden");

    private final SparkSession spark;
    private final CorpusInput input;

    TableFault(SparkSession spark, CorpusInput input) {
        this.spark = spark;
        this.input = input;
    }

    /** Returns the fault to report for {@code thrown}. */
    ClozeException explained(Exception thrown) {
        if (thrown instanceof ClozeException known) {
            return known;
        }
        Optional<String> missing = MissingJar.hint(spark, input, causes(thrown));
        if (missing.isPresent()) {
            return config(missing.get());
        }
        if (isAny(thrown, DENIED)) {
            return data(
                    "you may not read it: %s. Ask for the right to read it, or run as somebody who has it"
                            .formatted(denial(thrown)),
                    thrown);
        }
        if (!input.version().isEmpty() && isAny(thrown, VERSION)) {
            return data("no version %s: %s%s".formatted(input.version(), line(thrown), versions()), thrown);
        }
        if (input.kind() == CorpusInput.Kind.TABLE && isAny(thrown, NOT_FOUND)) {
            return data("no such table or view. " + new NearTables(spark, input.table()).hint(), thrown);
        }
        if (input.kind() == CorpusInput.Kind.QUERY) {
            return config("must be a SELECT that Spark can run: " + line(thrown));
        }
        return data("cannot be read: " + line(thrown), thrown);
    }

    private ClozeException config(String rule) {
        return new InvalidConfigException(List.of("corpus.input = %s: %s".formatted(input.named(), rule)));
    }

    private ClozeException data(String what, Exception cause) {
        return new InvalidInputException("corpus.input %s: %s".formatted(input.named(), what), cause);
    }

    /** Returns the versions that could be named, if the table tells. */
    private String versions() {
        if (input.kind() != CorpusInput.Kind.TABLE) {
            return "";
        }
        try {
            String table = input.table();
            Provider provider = Provider.of(spark, table);
            if (!provider.hasVersions()) {
                return ". The table keeps no versions; leave version out";
            }
            List<Row> newest = provider == Provider.DELTA
                    ? spark.sql("DESCRIBE HISTORY %s LIMIT 5".formatted(table))
                            .select("version")
                            .collectAsList()
                    : spark.sql("SELECT snapshot_id FROM %s.snapshots ORDER BY committed_at DESC LIMIT 5"
                                    .formatted(table))
                            .collectAsList();
            return ". The newest versions are "
                    + String.join(
                            ", ",
                            newest.stream().map(row -> row.get(0).toString()).toList());
        } catch (Exception e) {
            // The fault is explained without them.
            return "";
        }
    }

    private static boolean isAny(Throwable thrown, Pattern sign) {
        Predicate<String> matches = sign.asPredicate();
        return causes(thrown).stream().map(Throwable::toString).anyMatch(matches);
    }

    private static String denial(Throwable thrown) {
        return causes(thrown).stream()
                .filter(cause -> DENIED.asPredicate().test(cause.toString()))
                .map(TableFault::line)
                .findFirst()
                .orElse("");
    }

    static List<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .limit(MOST_CAUSES)
                .toList();
    }

    /** Returns Spark's message in one line, without the plan that may follow. */
    static String line(Throwable thrown) {
        String message = thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
        String line = message.strip().lines().findFirst().orElse("").strip();
        return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "...";
    }
}
