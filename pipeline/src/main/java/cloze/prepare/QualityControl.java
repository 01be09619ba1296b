package cloze.prepare;

import cloze.artifact.PreparedExamples;
import cloze.artifact.PreparedQuality;
import cloze.config.RunConfig;
import cloze.dataset.Documents;
import cloze.dataset.SentencePairs;
import cloze.mask.MaskTokens;
import cloze.parallel.SideBySide;
import cloze.quality.ExampleQuality;
import cloze.quality.MeasuredPairs;
import cloze.table.SmallTable;
import cloze.vocabulary.SpecialIds;
import cloze.vocabulary.Vocabulary;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Measures the quality of the examples that a prepare run has written. */
final class QualityControl {
    private final SparkSession spark;
    private final RunConfig config;
    private final Vocabulary vocabulary;
    private final Path output;

    /**
     * @param vocabulary the pieces of the examples
     * @param output the folder that holds the examples
     */
    QualityControl(SparkSession spark, RunConfig config, Vocabulary vocabulary, Path output) {
        this.spark = spark;
        this.config = config;
        this.vocabulary = vocabulary;
        this.output = output;
    }

    /**
     * Measures the quality tables, and returns them by name.
     *
     * @param tokenized the tokenized documents, persisted
     * @param drafts the drafts that the pairs were cut from
     */
    Map<String, SmallTable> tables(Dataset<Row> tokenized, Dataset<Row> drafts) {
        var quality = new ExampleQuality(config.examples(), SpecialIds.of(vocabulary), config.seed());
        var examples = new PreparedExamples(spark, output);
        Map<String, SmallTable> tables = new TreeMap<>();
        try (var side = new SideBySide()) {
            Supplier<Map<String, SmallTable>> documents =
                    side.start(() -> quality.ofDocuments(tokenized, vocabulary.continuations()));
            MeasuredPairs pairs = quality.ofPairs(drafts, examples.pairs());
            Dataset<Row> train = examples.isFrozen() ? examples.masked(Documents.TRAIN) : firstEpoch(pairs.sample());
            tables.putAll(pairs.tables());
            quality.ofMasks(train.unionAll(examples.masked(Documents.VALIDATION)))
                    .forEach((name, table) -> tables.merge(name, table, SmallTable::with));
            tables.putAll(documents.get());
        }
        return tables;
    }

    private Dataset<Row> firstEpoch(List<Row> sample) {
        Dataset<Row> pairs =
                spark.createDataset(sample, SentencePairs.CONTRACT.encoder()).toDF();
        return MaskTokens.ofEpoch(0, config.examples(), vocabulary, config.seed())
                .apply(pairs);
    }

    /** Writes the tables into the output. */
    void write(Map<String, SmallTable> tables) {
        String below = new Path(output, PreparedQuality.TABLES).toString();
        SideBySide.all(tables.entrySet().stream()
                .map(table -> () ->
                        table.getValue().write(spark.sparkContext().hadoopConfiguration(), below, table.getKey())));
    }
}
