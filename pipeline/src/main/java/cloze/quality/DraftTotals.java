package cloze.quality;

import cloze.dataset.PairDrafts;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What the pairs were cut from. */
final class DraftTotals implements Totals<DraftTotals> {
    private static final long serialVersionUID = 1L;

    private long drafts;
    private long oneSentence;
    private long ownTokens;

    /** Per split, of {@link PairDrafts}. */
    static Map<String, DraftTotals> of(Dataset<Row> drafts) {
        return SplitTotals.of(drafts, PairDrafts.CONTRACT, DraftTotals::new);
    }

    @Override
    public void add(Row row) {
        drafts++;
        oneSentence += PairDrafts.CONTRACT.integer(row, PairDrafts.ONE_SENTENCE);
        ownTokens += PairDrafts.CONTRACT.integer(row, PairDrafts.OWN_TOKENS);
    }

    @Override
    public void add(DraftTotals other) {
        drafts += other.drafts;
        oneSentence += other.oneSentence;
        ownTokens += other.ownTokens;
    }

    double oneSentenceShare() {
        return Shares.of(oneSentence, drafts);
    }

    /** Tokens that stood in the pairs before truncation, segments B of other documents left out. */
    long ownTokens() {
        return ownTokens;
    }
}
