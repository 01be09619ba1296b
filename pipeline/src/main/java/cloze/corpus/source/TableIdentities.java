package cloze.corpus.source;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import cloze.config.CorpusConfig;
import cloze.config.CorpusInput;
import cloze.corpus.read.ReadRules;
import cloze.corpus.read.Texts;
import cloze.provenance.InputIdentities;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Detects changes of what Spark reads, for fingerprints and manifests. A version identifies the rows of a table that has
 * versions. A table or format of files is identified by their paths, lengths and modification times, as files are that this
 * program reads. Anything else, such as a database, a view or a query, is read: a hash over its rows, whatever their
 * order, identifies them.
 */
public final class TableIdentities {
    private TableIdentities() {}

    /**
     * Returns lines that change when the documents of a table, query or format do.
     *
     * @param corpus with fixed versions, see {@link TableVersions}
     */
    public static List<String> of(SparkSession spark, CorpusConfig corpus) {
        ReadRules rules = ReadRules.of(corpus);
        return corpus.tables().stream()
                .flatMap(input -> of(spark, input, rules).stream())
                .toList();
    }

    private static List<String> of(SparkSession spark, CorpusInput input, ReadRules rules) {
        var reader = new TableReader(spark, input);
        Provider provider = reader.explained(() -> TableVersions.provider(spark, input));
        if (provider.hasVersions()) {
            String version = input.version().isEmpty() ? "no version yet" : "version " + input.version();
            return List.of("%s %s".formatted(input.named(), version));
        }
        if (provider == Provider.OTHER) {
            List<String> files = TableFiles.paths(reader);
            if (!files.isEmpty()) {
                return InputIdentities.of(files, spark.sparkContext().hadoopConfiguration());
            }
        }
        return List.of("%s %s".formatted(input.named(), content(reader, rules)));
    }

    /** Reads the columns of the documents. Sums do not depend on the order of rows. */
    private static String content(TableReader reader, ReadRules rules) {
        Dataset<Row> columns = TableColumns.select(reader.input(), reader.rows(), rules);
        Column[] hashed =
                Arrays.stream(columns.columns()).map(name -> col(name)).toArray(Column[]::new);
        Row content = reader.explained(() -> columns.select(xxhash64(hashed).as(Texts.TEXT))
                .agg(
                        count(lit(1)),
                        sum(col(Texts.TEXT).cast("decimal(38,0)")),
                        expr("bit_xor(%s)".formatted(Texts.TEXT)))
                .first());
        return content.getLong(0) == 0
                ? "rows 0"
                : "rows %d, hash %s/%016x".formatted(content.getLong(0), content.getDecimal(1), content.getLong(2));
    }
}
