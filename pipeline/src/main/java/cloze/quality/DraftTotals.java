package cloze.quality;

import cloze.config.ExamplesConfig;
import cloze.dataset.PairDrafts;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Totals of the text that pairs were cut from, and of the draws involved. */
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

    /** Computes the totals of each split of {@code drafts} ({@link PairDrafts}). */
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

    /** Returns the number of pairs from chunks of one sentence. */
    long oneSentence() {
        return oneSentence;
    }

    /** Returns the tokens of all pairs before truncation, without those of segments B from other documents. */
    long ownTokens() {
        return ownTokens;
    }

    /** Adds the draws' shares to {@code table}. */
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
