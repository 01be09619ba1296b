package cloze.quality;

import cloze.config.ExamplesConfig;
import cloze.dataset.Documents;
import cloze.parallel.SideBySide;
import cloze.quality.shortcut.ShortcutProbe;
import cloze.table.SmallTable;
import cloze.vocabulary.SpecialIds;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Measures the prepared examples: one table per question, by name. Makes five passes, whatever the number of tables:
 * documents, repetition and drafts from the tokenized documents, pairs and masks from the examples.
 *
 * @param config how the examples were built
 * @param specials ids of the special pieces
 * @param seed the run's seed
 */
public record ExampleQuality(ExamplesConfig config, SpecialIds specials, long seed) {
    /**
     * Name of the table of rejected rows, with the columns {@link #REASON} and {@link #ROWS}. The reader of the corpus
     * counts these rows.
     */
    public static final String REJECTED = "rejected";

    public static final String REASON = "reason";
    public static final String ROWS = "rows";

    /**
     * Computes the tables documents, sentences, duplicates and leaks of {@link cloze.dataset.TokenizedSentences}. Reads
     * the rows twice, so keep them in memory.
     *
     * @param continuations ids of the pieces that do not begin a word
     */
    public Map<String, SmallTable> ofDocuments(Dataset<Row> tokenized, BitSet continuations) {
        try (var passes = new SideBySide()) {
            Supplier<Map<String, SmallTable>> totals =
                    passes.start(() -> DocumentTotals.tables(tokenized, specials.unk(), continuations));
            Repetition repetition = Repetition.of(tokenized);
            var tables = new TreeMap<>(totals.get());
            tables.put(Repetition.DUPLICATES, repetition.duplicates());
            tables.put(Repetition.LEAKS, repetition.leaks());
            return tables;
        }
    }

    /**
     * Computes the tables pairs, lengths, padding, shortcuts and distribution, and samples the training pairs.
     *
     * @param drafts {@link cloze.dataset.PairDrafts}: what the pairs were cut from
     * @param pairs {@link cloze.dataset.SentencePairs} of both splits
     */
    public MeasuredPairs ofPairs(Dataset<Row> drafts, Dataset<Row> pairs) {
        Map<String, PairTotals> totals;
        PairTables measured;
        try (var passes = new SideBySide()) {
            Supplier<Map<String, DraftTotals>> cutFrom = passes.start(() -> DraftTotals.of(drafts, config));
            totals = PairTotals.of(pairs, config, specials.sep(), seed);
            measured = new PairTables(config, totals, cutFrom.get());
        }
        var tables = new TreeMap<String, SmallTable>();
        tables.put(PairTables.PAIRS, measured.pairTable());
        tables.put(PairTables.LENGTHS, measured.lengthTable());
        tables.put(PairTables.PADDING, measured.paddingTable());
        tables.put(ShortcutProbe.TABLE, measured.shortcutTable());
        tables.put(DistributionTable.TABLE, measured.distributionTable());
        List<Row> sample = totals.containsKey(Documents.TRAIN)
                ? totals.get(Documents.TRAIN).sample().values().stream()
                        .map(SampledPair::toRow)
                        .toList()
                : List.of();
        return new MeasuredPairs(tables, sample);
    }

    /**
     * Computes the table masks of {@link cloze.dataset.MaskedExamples}, and more rows of the table distribution. The
     * rule selects 15 % of the tokens and replaces 80 / 10 / 10 % of these (BERT paper, section 3.1).
     */
    public Map<String, SmallTable> ofMasks(Dataset<Row> masked) {
        Map<String, MaskTotals> splits = MaskTotals.of(masked, config, specials);
        var distribution = new DistributionTable();
        splits.forEach((split, totals) -> totals.addTo(distribution, split));
        var tables = new TreeMap<String, SmallTable>();
        tables.put(MaskTotals.TABLE, MaskTotals.table(splits));
        tables.put(DistributionTable.TABLE, distribution.table());
        return tables;
    }

    /** Returns the number of examples in {@code split}, from the table pairs among {@code tables}. */
    public static long examples(Map<String, SmallTable> tables, String split) {
        return (long) TableCell.of(tables, PairTables.PAIRS, PairTables.EXAMPLES)
                .filter(cell -> cell.rowName().equals(split))
                .mapToDouble(TableCell::value)
                .sum();
    }
}
