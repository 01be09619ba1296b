package cloze.quality;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import cloze.config.ExamplesConfig;
import cloze.dataset.Documents;
import cloze.dataset.ExampleId;
import cloze.dataset.SentencePairs;
import cloze.dataset.SmallTable;
import cloze.random.Seeds;
import cloze.vocabulary.SpecialIds;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/**
 * What the prepared examples are like: one table per question, by name. Five passes, whatever the number of tables: text, repeats and drafts
 * from the tokenized documents, pairs and masks from the examples.
 *
 * @param config how the examples were built
 * @param specials ids of the special pieces
 * @param seed the run's seed
 */
public record ExampleQuality(ExamplesConfig config, SpecialIds specials, long seed) {
    /** Name of the table of rows that became no document: columns {@link #REASON} and {@link #ROWS}. Whoever reads the corpus counts them. */
    public static final String REJECTED = "rejected";

    public static final String REASON = "reason";
    public static final String ROWS = "rows";

    /** Training examples whose masks are measured where they are drawn anew each epoch. */
    private static final int MASKED_SAMPLE = 20_000;

    /** The tables documents, duplicates and leaks of {@link cloze.dataset.TokenizedSentences}; read twice, so best kept in memory. */
    public Map<String, SmallTable> ofDocuments(Dataset<Row> tokenized) {
        var tables = new TreeMap<String, SmallTable>();
        tables.put(DocumentTotals.TABLE, DocumentTotals.table(tokenized, specials.unk()));
        Repetition repetition = Repetition.of(tokenized);
        tables.put(Repetition.DUPLICATES, repetition.duplicates());
        tables.put(Repetition.LEAKS, repetition.leaks());
        return tables;
    }

    /**
     * The tables pairs, lengths, padding and shortcuts.
     *
     * @param drafts {@link cloze.dataset.PairDrafts}: what the pairs were cut from
     * @param pairs {@link SentencePairs} of both splits
     */
    public Map<String, SmallTable> ofPairs(Dataset<Row> drafts, Dataset<Row> pairs) {
        var measured = new PairTables(PairTotals.of(pairs, config, specials.sep(), seed), DraftTotals.of(drafts));
        var tables = new TreeMap<String, SmallTable>();
        tables.put(PairTables.PAIRS, measured.pairTable());
        tables.put(PairTables.LENGTHS, measured.lengthTable());
        tables.put(PairTables.PADDING, measured.paddingTable(config.maxSeqLength()));
        tables.put(ShortcutProbe.TABLE, measured.shortcutTable());
        return tables;
    }

    /** The table masks of {@link cloze.dataset.MaskedExamples}; the rule is 15 % of the tokens, of these 80 / 10 / 10 (BERT paper, section 3.1). */
    public Map<String, SmallTable> ofMasks(Dataset<Row> masked) {
        var tables = new TreeMap<String, SmallTable>();
        tables.put(MaskTotals.TABLE, MaskTotals.table(masked, specials.mask()));
        return tables;
    }

    /** How many examples {@code split} has, by the table pairs among {@code tables}. */
    public static long examples(Map<String, SmallTable> tables, String split) {
        return (long) Cell.of(tables, PairTables.PAIRS, PairTables.EXAMPLES)
                .filter(cell -> cell.rowName().equals(split))
                .mapToDouble(Cell::value)
                .sum();
    }

    /**
     * About 20,000 of the {@code train} pairs, drawn by key: enough to see what masks an epoch draws.
     *
     * @param pairTables what {@link #ofPairs} gave
     */
    public Dataset<Row> sample(Dataset<Row> train, Map<String, SmallTable> pairTables) {
        double share = Shares.of(MASKED_SAMPLE, examples(pairTables, Documents.TRAIN));
        if (share >= 1) {
            return train;
        }
        long runSeed = seed;
        UDF1<String, Boolean> drawn = id -> Seeds.unit(
                        Seeds.key(runSeed, "quality-masks", ExampleId.parse(id).identity()))
                < share;
        return train.where(udf(drawn, DataTypes.BooleanType).apply(col(SentencePairs.EXAMPLE_ID)));
    }
}
