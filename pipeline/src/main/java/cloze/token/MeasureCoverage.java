package cloze.token;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import cloze.dataset.Contract;
import cloze.parallel.SharedValue;
import cloze.stage.Stage;
import cloze.vocabulary.WordCounts;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Measures how many tokens the words of each split become, and how many of them are unknown. Tokenizes each distinct
 * word once and multiplies by its count.
 *
 * @param tokenizer must have the casing with which the words were counted
 */
public record MeasureCoverage(Tokenizer tokenizer) implements Stage {
    private static final String UNKNOWN = "unknown";

    private static final StructType SUMS = new StructType()
            .add(Coverage.SPLIT, StringType, false)
            .add(Coverage.WORDS, LongType, false)
            .add(Coverage.TOKENS, LongType, false)
            .add(UNKNOWN, LongType, false);

    @Override
    public Contract input() {
        return WordCounts.CONTRACT;
    }

    @Override
    public Contract output() {
        return Coverage.CONTRACT;
    }

    @Override
    public Dataset<Row> plan(Dataset<Row> wordCounts) {
        SharedValue<Tokenizer> shared = SharedValue.of(wordCounts.sparkSession(), tokenizer);
        MapPartitionsFunction<Row, Row> measure = partition -> PartialCoverage.of(partition, shared.value());
        Dataset<Row> sums = WordCounts.CONTRACT
                .select(wordCounts)
                .mapPartitions(measure, Encoders.row(SUMS))
                .groupBy(Coverage.SPLIT)
                .agg(
                        sum(Coverage.WORDS).as(Coverage.WORDS),
                        sum(Coverage.TOKENS).as(Coverage.TOKENS),
                        sum(UNKNOWN).as(UNKNOWN));
        return sums.select(
                        col(Coverage.SPLIT),
                        col(Coverage.WORDS),
                        col(Coverage.TOKENS),
                        col(Coverage.TOKENS).divide(col(Coverage.WORDS)).as(Coverage.TOKENS_PER_WORD),
                        col(UNKNOWN).divide(col(Coverage.TOKENS)).as(Coverage.UNK_SHARE))
                .orderBy(Coverage.SPLIT);
    }
}
