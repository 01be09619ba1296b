package cloze.quality;

import cloze.config.ExamplesConfig;
import cloze.dataset.PairDrafts;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What the pairs were cut from, and what was drawn on the way. */
final class DraftTotals implements Totals<DraftTotals> {
    private static final long serialVersionUID = 1L;

    private long drafts;
    private long oneSentence;
    private long ownTokens;
    private final SentencesOfA sentencesOfA = new SentencesOfA();
    private final TargetLengths targets;
    private long cutTokens;
    private long cutInFront;

    DraftTotals(ExamplesConfig config) {
        this.targets = new TargetLengths(config);
    }

    /** Per split, of {@link PairDrafts}. */
    static Map<String, DraftTotals> of(Dataset<Row> drafts, ExamplesConfig config) {
        return SplitTotals.of(drafts, PairDrafts.CONTRACT, () -> new DraftTotals(config));
    }

    @Override
    public void add(Row row) {
        int sentences = PairDrafts.CONTRACT.integer(row, PairDrafts.SENTENCES);
        drafts++;
        oneSentence += sentences == 1 ? 1 : 0;
        ownTokens += PairDrafts.CONTRACT.integer(row, PairDrafts.OWN_TOKENS);
        sentencesOfA.add(sentences, PairDrafts.CONTRACT.integer(row, PairDrafts.SENTENCES_OF_A));
        targets.add(PairDrafts.CONTRACT.integer(row, PairDrafts.TARGET_LENGTH));
        cutTokens += PairDrafts.CONTRACT.integer(row, PairDrafts.CUT_TOKENS);
        cutInFront += PairDrafts.CONTRACT.integer(row, PairDrafts.CUT_IN_FRONT);
    }

    @Override
    public void add(DraftTotals other) {
        drafts += other.drafts;
        oneSentence += other.oneSentence;
        ownTokens += other.ownTokens;
        sentencesOfA.add(other.sentencesOfA);
        targets.add(other.targets);
        cutTokens += other.cutTokens;
        cutInFront += other.cutInFront;
    }

    double oneSentenceShare() {
        return Shares.of(oneSentence, drafts);
    }

    /** Pairs of chunks of one sentence. */
    long oneSentence() {
        return oneSentence;
    }

    /** Tokens that stood in the pairs before truncation, segments B of other documents left out. */
    long ownTokens() {
        return ownTokens;
    }

    /** Adds what was drawn to {@code table}. */
    void addTo(DistributionTable table, String split) {
        targets.addTo(table, split);
        sentencesOfA.addTo(table, split);
        table.add(
                split,
                "the first token goes, not the last",
                "tokens cut off, B next to A",
                Chances.of(cutTokens, cutInFront, 0.5));
    }
}
