package cloze.quality;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import cloze.config.ExamplesConfig;
import cloze.config.ExamplesConfig.Objective;
import cloze.dataset.SentencePairs;
import cloze.quality.shortcut.PairFeatures;
import cloze.quality.shortcut.ShortcutProbe;
import cloze.table.SmallTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * The totals of one pass over the pairs, as tables.
 *
 * @param config how the examples were built
 * @param pairs totals of each split
 * @param drafts totals of what these pairs were cut from
 */
record PairTables(ExamplesConfig config, Map<String, PairTotals> pairs, Map<String, DraftTotals> drafts) {
    static final String PAIRS = "pairs";
    static final String SPLIT = SentencePairs.SPLIT;
    static final String EXAMPLES = "examples";
    static final String RANDOM_NEXT_SHARE = "random_next_share";

    static final String LENGTHS = "lengths";
    static final String PADDING = "padding";

    /** Width of a bin of the length histogram, in tokens. */
    private static final int LENGTH_BIN = 16;

    /**
     * Examples per minibatch for which padding is estimated, a usual size for BERT fine-tuning and for small models.
     */
    private static final int MINIBATCH = 32;

    private static final StructType PAIRS_SCHEMA = new StructType()
            .add(SPLIT, StringType, false)
            .add(EXAMPLES, LongType, false)
            .add(RANDOM_NEXT_SHARE, DoubleType, false)
            .add("one_sentence_share", DoubleType, false)
            .add("tokens", LongType, false)
            .add("mean_length", DoubleType, false)
            .add("mean_length_a", DoubleType, false)
            .add("mean_length_b", DoubleType, false)
            .add("longest", IntegerType, false)
            .add("truncated_tokens", LongType, false)
            .add("truncated_share", DoubleType, false);

    private static final StructType LENGTHS_SCHEMA = new StructType()
            .add(SPLIT, StringType, false)
            .add("length_from", IntegerType, false)
            .add(EXAMPLES, LongType, false);

    private static final StructType PADDING_SCHEMA = new StructType()
            .add(SPLIT, StringType, false)
            .add("padded_to", StringType, false)
            .add("mean_padded_length", DoubleType, false)
            .add("padding_share", DoubleType, false);

    /**
     * Reports the number of pairs, their lengths and the share of random next sentences, per split. Truncation is
     * measured only in text from a pair's own document: the length of a segment B from another document before
     * truncation is not recorded.
     */
    SmallTable pairTable() {
        List<Row> rows = new ArrayList<>();
        pairs.forEach((split, totals) -> rows.add(pairRow(split, totals, drafts(split))));
        return new SmallTable(PAIRS_SCHEMA, rows);
    }

    private DraftTotals drafts(String split) {
        return drafts.getOrDefault(split, new DraftTotals(config));
    }

    private static Row pairRow(String split, PairTotals totals, DraftTotals before) {
        LengthHistogram lengths = totals.lengths();
        long truncated = before.ownTokens() - totals.ownTokens();
        return RowFactory.create(
                split,
                totals.examples(),
                totals.shareLabelled1(),
                before.oneSentenceShare(),
                lengths.tokens(),
                lengths.mean(),
                totals.meanLengthOfA(),
                totals.meanLengthOfB(),
                lengths.longest(),
                truncated,
                Shares.of(truncated, before.ownTokens()));
    }

    /** Reports the number of pairs per split and length, in bins of 16 tokens named by their smallest length. */
    SmallTable lengthTable() {
        List<Row> rows = new ArrayList<>();
        pairs.forEach((split, totals) -> {
            for (int from = 0; from <= totals.lengths().longest(); from += LENGTH_BIN) {
                long examples = totals.lengths().between(from, from + LENGTH_BIN);
                if (examples > 0) {
                    rows.add(RowFactory.create(split, from, examples));
                }
            }
        });
        return new SmallTable(LENGTHS_SCHEMA, rows);
    }

    /**
     * Reports the share of padding in a minibatch padded to the configured length, to the longest of
     * {@value #MINIBATCH} drawn examples, and, with length bins, to the longest of {@value #MINIBATCH} examples of one
     * bin.
     */
    SmallTable paddingTable() {
        List<Long> bins = config.bins();
        List<Row> rows = new ArrayList<>();
        pairs.forEach((split, totals) -> {
            LengthHistogram lengths = totals.lengths();
            rows.add(paddingRow(split, "max-seq-length", lengths, config.maxSeqLength()));
            rows.add(paddingRow(split, "longest of " + MINIBATCH, lengths, lengths.meanLongestOf(MINIBATCH)));
            if (!bins.isEmpty()) {
                rows.add(paddingRow(
                        split, "longest of " + MINIBATCH + " of one bin", lengths, meanLongestOfABin(lengths, bins)));
            }
        });
        return new SmallTable(PADDING_SCHEMA, rows);
    }

    /** Averages over the bins, weighted by their examples. */
    private static double meanLongestOfABin(LengthHistogram lengths, List<Long> bins) {
        double sum = 0;
        int from = 0;
        for (long limit : bins) {
            int to = Math.toIntExact(limit) + 1;
            LengthHistogram bin = lengths.part(from, to);
            sum += bin.examples() * bin.meanLongestOf(MINIBATCH);
            from = to;
        }
        LengthHistogram longer = lengths.part(from, Integer.MAX_VALUE);
        sum += longer.examples() * longer.meanLongestOf(MINIBATCH);
        return Shares.of(sum, (double) lengths.examples());
    }

    private static Row paddingRow(String split, String name, LengthHistogram lengths, double padded) {
        return RowFactory.create(split, name, padded, 1 - Shares.of(lengths.mean(), padded));
    }

    /**
     * Compares the draws behind the pairs with their rules. Chunks of one sentence are excluded, because their B is
     * always random.
     */
    SmallTable distributionTable() {
        var table = new DistributionTable();
        pairs.forEach((split, totals) -> {
            DraftTotals before = drafts(split);
            if (config.objective() != Objective.MLM_ONLY) {
                table.add(
                        split,
                        config.objective() == Objective.SOP ? "the segments are swapped" : "B is random",
                        "pairs from chunks of several sentences",
                        Chances.of(
                                totals.examples() - before.oneSentence(),
                                totals.labelled1() - before.oneSentence(),
                                0.5));
            }
            before.addTo(table, split);
        });
        return table.table();
    }

    /** Reports how well features that need no reading separate the labels, on a sample of both splits. */
    SmallTable shortcutTable() {
        var sample = new SmallestKeys<PairFeatures>(ShortcutProbe.LARGEST_SAMPLE);
        pairs.values().forEach(totals -> sample.add(totals.features()));
        return ShortcutProbe.of(sample.values()).table();
    }
}
