package cloze.pair;

import cloze.config.ExamplesConfig;
import cloze.dataset.SentencePairs;
import cloze.dataset.TokenizedSentences;
import org.apache.spark.sql.Row;

/**
 * How many pairs a document yields, and how many of them have label 1. Counted without building the pairs.
 *
 * @param pairs of all dupe-factor pairings
 * @param labelled1 those whose B is random, or swapped with A
 */
public record PairLabels(long pairs, long labelled1) {
    /**
     * Counts the pairs of one document.
     *
     * @param tokenized a row of {@link TokenizedSentences}
     * @param seed the run's seed
     */
    public static PairLabels of(Row tokenized, ExamplesConfig config, long seed) {
        PairingRule rule = PairingRule.of(config, seed);
        TokenizedDocument document = TokenizedDocument.fromRow(tokenized);
        long pairs = 0;
        long labelled1 = 0;
        for (int duplicate = 0; duplicate < config.dupeFactor(); duplicate++) {
            for (Draft draft : rule.drafts(document, duplicate)) {
                pairs++;
                labelled1 +=
                        draft instanceof Draft.Neighbours neighbours ? neighbours.label() : SentencePairs.IS_RANDOM;
            }
        }
        return new PairLabels(pairs, labelled1);
    }
}
