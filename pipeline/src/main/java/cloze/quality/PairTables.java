package cloze.quality;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import cloze.config.ExamplesConfig;
import cloze.config.ExamplesConfig.Objective;
import cloze.dataset.SentencePairs;
import cloze.table.SmallTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * What one pass over the pairs has counted, as tables.
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

    /** Examples of the minibatch whose padding is estimated: the usual BERT fine-tuning and small-model size. */
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
     * How many pairs, how long, and how many random next sentences, per split. What truncation cut is counted in what a pair takes from its
     * own document: all of it but segments B of other documents, whose length before truncation no row tells.
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

    /** Pairs per split and length, in bins of 16 tokens named by their smallest length. */
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
     * What share of a padded minibatch is padding: at the configured length, at the longest of {@value #MINIBATCH} drawn examples, and, with
     * length bins, at the longest of {@value #MINIBATCH} of one bin.
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

    /** Weighted by the bins' examples. */
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

    /** What was drawn for the pairs beside its rule. A chunk of one sentence is no question of chance: its B is random. */
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

    /** How well pairs of both labels are told apart unread, on a sample of both splits. */
    SmallTable shortcutTable() {
        var sample = new SmallestKeys<PairFeatures>(ShortcutProbe.LARGEST_SAMPLE);
        pairs.values().forEach(totals -> sample.add(totals.features()));
        return ShortcutProbe.of(sample.values()).table();
    }
}
