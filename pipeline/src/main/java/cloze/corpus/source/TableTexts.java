package cloze.corpus.source;

import cloze.config.CorpusConfig;
import cloze.config.CorpusInput;
import cloze.corpus.read.FoundTexts;
import cloze.corpus.read.ReadRules;
import cloze.error.InvalidInputException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The texts of what Spark reads, a row per row. Spark reads the columns of the text and the id alone, and is given the condition,
 * so that it skips what cannot meet it. Line ends, blank texts and nulls are treated as those in files.
 */
public final class TableTexts {
    private TableTexts() {}

    /**
     * Plans {@link FoundTexts} of all tables, queries and formats of {@code corpus}; empty if it names none. Asks catalogs, and reads no row.
     *
     * @throws InvalidInputException if one does not exist, or lacks a column
     */
    public static Optional<Dataset<Row>> found(SparkSession spark, CorpusConfig corpus) {
        ReadRules rules = ReadRules.of(corpus);
        List<Dataset<Row>> each = corpus.tables().stream()
                .map(input -> found(spark, input, rules))
                .toList();
        return each.stream().reduce(Dataset::unionAll);
    }

    private static Dataset<Row> found(SparkSession spark, CorpusInput input, ReadRules rules) {
        return found(input, new TableReader(spark, input).rows(), rules);
    }

    /** Plans {@link FoundTexts} of {@code rows}, which are of {@code input} and meet its condition. */
    static Dataset<Row> found(CorpusInput input, Dataset<Row> rows, ReadRules rules) {
        String name = input.named();
        double weight = input.weight();
        MapFunction<Row, Row> text =
                row -> FoundTexts.ofRow(row.<byte[]>getAs(0), row.getString(1), name, weight, rules);
        return TableColumns.select(input, rows, rules)
                .map(text, FoundTexts.CONTRACT.encoder())
                .toDF();
    }
}
