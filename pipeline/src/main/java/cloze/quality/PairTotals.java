package cloze.quality;

import cloze.config.ExamplesConfig;
import cloze.config.ExamplesConfig.Objective;
import cloze.dataset.Contract;
import cloze.dataset.ExampleId;
import cloze.dataset.SentencePairs;
import cloze.random.Seeds;
import java.util.Arrays;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** How many pairs, how long, with which labels; and a sample of what their shape gives away. */
final class PairTotals implements Totals<PairTotals> {
    private static final long serialVersionUID = 1L;

    /** The columns read: segment ids say no more than the first [SEP]. */
    private static final Contract CONTRACT = new Contract("measured_pairs", new StructType(new StructField[] {
        column(SentencePairs.EXAMPLE_ID),
        column(SentencePairs.SPLIT),
        column(SentencePairs.TOKEN_IDS),
        column(SentencePairs.NEXT_SENTENCE_LABELS)
    }));

    private final int sep;
    private final boolean withPartners;
    private final long seed;

    private final LengthHistogram lengths = new LengthHistogram();
    private final SmallestKeys<PairFeatures> sample = new SmallestKeys<>(ShortcutProbe.LARGEST_SAMPLE);
    private long labelled1;
    private long tokensOfA;
    private long tokensOfB;
    private long ownTokens;

    /**
     * @param sep id of [SEP]
     * @param withPartners whether label 1 says that B comes from another document
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

    /** Per split, of {@link SentencePairs}. */
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
        sample.offer(key(CONTRACT.text(row, SentencePairs.EXAMPLE_ID)), () -> PairFeatures.of(tokens, lengthA, label));
    }

    private long key(String example) {
        return Seeds.key(seed, "quality-shortcuts", ExampleId.parse(example).identity());
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
        sample.add(other.sample);
        labelled1 += other.labelled1;
        tokensOfA += other.tokensOfA;
        tokensOfB += other.tokensOfB;
        ownTokens += other.ownTokens;
    }

    LengthHistogram lengths() {
        return lengths;
    }

    SmallestKeys<PairFeatures> sample() {
        return sample;
    }

    long examples() {
        return lengths.examples();
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

    /** Tokens of the segments, those of a B of another document left out. */
    long ownTokens() {
        return ownTokens;
    }
}
