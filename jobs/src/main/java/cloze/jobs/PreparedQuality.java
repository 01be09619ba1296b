package cloze.jobs;

import cloze.config.ExamplesConfig;
import cloze.dataset.Documents;
import cloze.dataset.SentencePairs;
import cloze.error.InvalidInputException;
import cloze.jobs.command.JobContext;
import cloze.mask.MaskTokens;
import cloze.parallel.SideBySide;
import cloze.quality.Breach;
import cloze.quality.ExampleQuality;
import cloze.quality.Gates;
import cloze.quality.MeasuredPairs;
import cloze.table.SmallTable;
import cloze.vocabulary.SpecialIds;
import cloze.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The quality tables of the examples a prepare run has written, and whether these pass.
 *
 * @param context the run
 * @param vocabulary its vocabulary
 */
record PreparedQuality(JobContext context, Vocabulary vocabulary) {
    /** The folder of the tables in an output. */
    static final String TABLES = "quality";

    /** Ends the name of the folder that holds a refused run's tables, beside where its output would be. */
    private static final String REFUSED = ".rejected";

    private static final List<String> SHOWN = List.of("documents", "pairs", "masks", "shortcuts", "leaks");

    /** Of the table pairs, what fits a terminal. */
    private static final String[] SHOWN_OF_PAIRS = {
        "split", "examples", "random_next_share", "one_sentence_share", "tokens", "mean_length", "truncated_share"
    };

    /**
     * Measures, by table name.
     *
     * @param tokenized the tokenized documents, kept in memory
     * @param drafts what the pairs were cut from
     */
    Map<String, SmallTable> tables(Dataset<Row> tokenized, Dataset<Row> drafts) {
        var quality = new ExampleQuality(
                config(), SpecialIds.of(vocabulary), context.config().seed());
        var examples = new Examples(context.spark(), context.output());
        Map<String, SmallTable> tables = new TreeMap<>();
        try (var side = new SideBySide()) {
            Supplier<Map<String, SmallTable>> documents = side.start(() -> quality.ofDocuments(tokenized));
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
        Dataset<Row> pairs = context.spark()
                .createDataset(sample, SentencePairs.CONTRACT.encoder())
                .toDF();
        return MaskTokens.ofEpoch(0, config(), vocabulary, context.config().seed())
                .apply(pairs);
    }

    private ExamplesConfig config() {
        return context.config().examples();
    }

    /**
     * Writes the tables: into the output, or, when a gate does not let the examples pass, beside it.
     *
     * @param output where the result of the run is to stand
     * @throws InvalidInputException when a gate is breached
     */
    void accept(Map<String, SmallTable> tables, Path output) {
        List<Breach> breaches = new Gates(config()).breaches(tables);
        if (breaches.isEmpty()) {
            write(tables, context.output());
            return;
        }
        var refused = new Path(context.output().getParent(), output.getName() + REFUSED);
        write(tables, refused);
        throw new InvalidInputException(
                "The examples breach %d quality gate(s):%n%s%nRepair the corpus, or relax the limits with the keys shown; the tables are in %s"
                        .formatted(
                                breaches.size(),
                                breaches.stream()
                                        .map(breach -> "  - " + breach)
                                        .collect(Collectors.joining(System.lineSeparator())),
                                new Path(refused, TABLES)));
    }

    private void write(Map<String, SmallTable> tables, Path folder) {
        String below = new Path(folder, TABLES).toString();
        SideBySide.all(tables.entrySet().stream()
                .map(table -> () -> table.getValue().write(context.hadoop(), below, table.getKey())));
    }

    /** The tables a user wants to see. */
    static List<String> shown(Map<String, SmallTable> tables) {
        List<String> lines = new ArrayList<>();
        for (String name : SHOWN) {
            lines.add(name);
            lines.addAll(cut(name, tables.get(name)).markdown().lines().toList());
        }
        return lines;
    }

    /** The same tables, of the prepare run that has written {@code prepared}, by name. */
    static Map<String, SmallTable> read(SparkSession spark, String prepared) {
        Map<String, SmallTable> tables = new LinkedHashMap<>();
        for (String name : SHOWN) {
            Dataset<Row> rows = spark.read().parquet(new Path(prepared, TABLES + "/" + name).toString());
            tables.put(name, cut(name, SmallTable.of(rows)));
        }
        return tables;
    }

    private static SmallTable cut(String name, SmallTable table) {
        return name.equals("pairs") ? table.columns(SHOWN_OF_PAIRS) : table;
    }
}
