package cloze.quality;

import cloze.config.ExamplesConfig;
import cloze.config.ExamplesConfig.Objective;
import cloze.dataset.Contract;
import cloze.dataset.ExampleId;
import cloze.dataset.SentencePairs;
import cloze.quality.shortcut.PairFeatures;
import cloze.quality.shortcut.ShortcutProbe;
import cloze.random.Seeds;
import java.util.Arrays;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Counts pairs, their lengths and labels. Also keeps a sample of their visible features, and a smaller sample of the
 * pairs themselves.
 */
final class PairTotals implements Totals<PairTotals> {
    private static final long serialVersionUID = 1L;

    /**
     * Pairs on which masks are drawn to estimate those of an epoch. The share of [MASK] then has a standard error of
     * about 0.003.
     */
    private static final int LARGEST_SAMPLE = 1_000;

    /** The columns to read. Segment ids are not among them, because the first [SEP] determines them. */
    private static final Contract CONTRACT = new Contract("measured_pairs", new StructType(new StructField[] {
        column(SentencePairs.EXAMPLE_ID),
        column(SentencePairs.PARTNER_DOCUMENT_ID),
        column(SentencePairs.SPLIT),
        column(SentencePairs.TOKEN_IDS),
        column(SentencePairs.NEXT_SENTENCE_LABELS)
    }));

    private final int sep;
    private final boolean withPartners;
    private final long seed;

    private final LengthHistogram lengths = new LengthHistogram();
    private final SmallestKeys<PairFeatures> features = new SmallestKeys<>(ShortcutProbe.LARGEST_SAMPLE);
    private final SmallestKeys<SampledPair> sample = new SmallestKeys<>(LARGEST_SAMPLE);
    private long labelled1;
    private long tokensOfA;
    private long tokensOfB;
    private long ownTokens;

    /**
     * @param sep id of [SEP]
     * @param withPartners whether label 1 means that B comes from another document
     * @param seed the run's seed
     */
    private PairTotals(int sep, boolean withPartners, long seed) {
        this.sep = sep;
        this.withPartners = withPartners;
        this.seed = seed;
    }

    private static StructField column(String name) {
        return SentencePairs.CONTRACT.schema().apply(name);
    }

    /** Computes the totals of each split of {@code pairs} ({@link SentencePairs}). */
    static Map<String, PairTotals> of(Dataset<Row> pairs, ExamplesConfig config, int sep, long seed) {
        boolean withPartners = config.objective() == Objective.NSP;
        return SplitTotals.of(pairs, CONTRACT, () -> new PairTotals(sep, withPartners, seed));
    }

    @Override
    public void add(Row row) {
        int[] tokens = CONTRACT.ints(row, SentencePairs.TOKEN_IDS);
        int label = CONTRACT.integer(row, SentencePairs.NEXT_SENTENCE_LABELS);
        int lengthA = firstSep(tokens) - 1;
        int lengthB = tokens.length - ExamplesConfig.SPECIALS_PER_EXAMPLE - lengthA;
        lengths.add(tokens.length);
        labelled1 += label;
        tokensOfA += lengthA;
        tokensOfB += lengthB;
        ownTokens += withPartners && label == SentencePairs.IS_RANDOM ? lengthA : lengthA + lengthB;
        String example = CONTRACT.text(row, SentencePairs.EXAMPLE_ID);
        long key = Seeds.key(seed, "quality-sample", ExampleId.parse(example).identity());
        features.offer(key, () -> PairFeatures.of(tokens, lengthA, label));
        sample.offer(
                key,
                () -> new SampledPair(
                        example,
                        CONTRACT.text(row, SentencePairs.PARTNER_DOCUMENT_ID),
                        CONTRACT.text(row, SentencePairs.SPLIT),
                        tokens,
                        lengthA,
                        label));
    }

    private int firstSep(int[] tokens) {
        for (int i = 0; i < tokens.length; i++) {
            if (tokens[i] == sep) {
                return i;
            }
        }
        throw new IllegalStateException("A pair without [SEP] = %d: %s".formatted(sep, Arrays.toString(tokens)));
    }

    @Override
    public void add(PairTotals other) {
        lengths.add(other.lengths);
        features.add(other.features);
        sample.add(other.sample);
        labelled1 += other.labelled1;
        tokensOfA += other.tokensOfA;
        tokensOfB += other.tokensOfB;
        ownTokens += other.ownTokens;
    }

    LengthHistogram lengths() {
        return lengths;
    }

    SmallestKeys<PairFeatures> features() {
        return features;
    }

    SmallestKeys<SampledPair> sample() {
        return sample;
    }

    long examples() {
        return lengths.examples();
    }

    long labelled1() {
        return labelled1;
    }

    double shareLabelled1() {
        return Shares.of(labelled1, examples());
    }

    double meanLengthOfA() {
        return Shares.of(tokensOfA, examples());
    }

    double meanLengthOfB() {
        return Shares.of(tokensOfB, examples());
    }

    /** Returns the tokens of all segments, without those of a B from another document. */
    long ownTokens() {
        return ownTokens;
    }
}
