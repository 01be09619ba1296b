package cloze.corpus.source;

import cloze.config.CorpusInput;
import cloze.error.InvalidConfigException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Plans the rows of an input that Spark reads. Paths of formats are Spark's own: it takes {@code []{}*?} in them for a
 * pattern.
 */
record TableReader(SparkSession spark, CorpusInput input) {
    /** Plans the rows that meet the condition, with all their columns. Spark reads those that are selected. */
    Dataset<Row> rows() {
        return matching(all());
    }

    /** Plans the rows of {@code all} that meet the condition. They have the columns of the input, and perhaps more. */
    Dataset<Row> matching(Dataset<Row> all) {
        if (input.where().isEmpty()) {
            return all;
        }
        try {
            return all.where(input.where());
        } catch (Exception e) {
            throw new InvalidConfigException(
                    List.of("corpus.input.where = %s: must be a condition in SQL on the columns of %s: %s"
                            .formatted(input.where(), input.named(), TableFault.line(e))));
        }
    }

    /** Plans all rows. */
    Dataset<Row> all() {
        return explained(() -> switch (input.kind()) {
            case TABLE -> table();
            case QUERY -> spark.sql(input.query());
            case FORMAT -> format();
            case FILES -> throw new IllegalArgumentException("Spark does not read " + input);
        });
    }

    /**
     * Plans what the table's format yields for {@code options}, such as the rows between two versions.
     *
     * @param provider name of the format
     * @param part one of the tables that Iceberg keeps about a table; empty for the table
     */
    Dataset<Row> rows(String provider, String part, Map<String, String> options) {
        DataFrameReader reader =
                spark.read().format(provider).options(input.options()).options(options);
        return explained(() -> input.kind() == CorpusInput.Kind.TABLE
                ? reader.table(input.table() + (part.isEmpty() ? "" : "." + part))
                : reader.load(input.path() + (part.isEmpty() ? "" : "#" + part)));
    }

    private Dataset<Row> table() {
        Dataset<Row> newest = spark.table(input.table());
        return input.version().isEmpty()
                ? newest
                : spark.sql("SELECT * FROM %s VERSION AS OF '%s'"
                        .formatted(input.table(), input.version().replace("'", "\\'")));
    }

    private Dataset<Row> format() {
        DataFrameReader reader = spark.read().format(input.format()).options(input.options());
        if (!input.version().isEmpty()) {
            boolean isDelta = Provider.of(input.format()) == Provider.DELTA;
            reader = reader.option(isDelta ? "versionAsOf" : "snapshot-id", input.version());
        }
        return input.path().isEmpty() ? reader.load() : reader.load(input.path());
    }

    /** Runs {@code asked} and explains a fault in words. */
    <T> T explained(Supplier<T> asked) {
        try {
            return asked.get();
        } catch (Exception e) {
            throw new TableFault(spark, input).explained(e);
        }
    }
}
