package cloze.config;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * How pairs are built and masked, with the names of google-research/bert's create_pretraining_data.py.
 *
 * @param maxSeqLength length of the longest example in tokens, including [CLS] and both [SEP]
 * @param maxPredictionsPerSeq maximum number of masked positions per example
 * @param maskedLmProb share of an example's positions to predict, in (0, 1)
 * @param maskSelection how the positions are chosen
 * @param replacement the pieces that a random replacement is drawn from
 * @param dupeFactor number of different pairings of each document to store
 * @param shortSeqProb share of documents built to a random shorter length, in [0, 1]
 * @param pairing how a document is cut into pairs
 * @param objective which second segments are built
 * @param doWholeWordMask whether all pieces of a word are selected together
 * @param dynamicMasking whether training masks are drawn anew each epoch; if not, they are stored with the examples
 * @param bins largest length in tokens of each length bin, ascending; the examples of a minibatch come from one bin.
 *     Without bins, they may have any length
 * @param gates limits for the quality tables
 */
public record ExamplesConfig(
        int maxSeqLength,
        int maxPredictionsPerSeq,
        double maskedLmProb,
        MaskSelection maskSelection,
        Replacement replacement,
        int dupeFactor,
        double shortSeqProb,
        Pairing pairing,
        Objective objective,
        boolean doWholeWordMask,
        boolean dynamicMasking,
        List<Long> bins,
        GatesConfig gates)
        implements Serializable {

    /** The choice of masked positions. */
    public enum MaskSelection {
        /** As in the reference: max(1, round(length x prob)) positions, at most max-predictions-per-seq. */
        FIXED_COUNT,
        /**
         * Each position, or word, independently with probability masked-lm-prob, possibly none. Exact ceilings require
         * it.
         */
        INDEPENDENT
    }

    /** The pieces that a random replacement is drawn from. */
    public enum Replacement {
        /** Any piece of the vocabulary, including specials, as in the reference. */
        ALL,
        /** Any piece except the five specials. */
        NON_SPECIAL
    }

    /** The way a document is cut into pairs. */
    public enum Pairing {
        /** Chunks up to a target length, as in the reference. */
        REFERENCE,
        /** dupe-factor windows of two consecutive sentences per document, drawn uniformly. */
        WINDOWS
    }

    /** The training objective of the second segment. */
    public enum Objective {
        /** Next-sentence prediction: half of the second segments come from another document. */
        NSP,
        /**
         * Sentence-order prediction (Lan et al. 2020, section 3.1): consecutive segments, in swapped order for half of
         * the pairs.
         */
        SOP,
        /** No second document; every pair is consecutive. */
        MLM_ONLY
    }

    /** The positions of an example outside its sentences: [CLS] and two [SEP]. */
    public static final int SPECIALS_PER_EXAMPLE = 3;

    public ExamplesConfig {
        bins = List.copyOf(bins);
        List<Long> limits = bins;
        Problems.check("examples", problems -> problems.require(
                        maxSeqLength >= 5, "max-seq-length", maxSeqLength, "must be at least 5: [CLS] a [SEP] b [SEP]")
                .require(
                        maxPredictionsPerSeq >= 1,
                        "max-predictions-per-seq",
                        maxPredictionsPerSeq,
                        "must be at least 1")
                .require(maskedLmProb > 0 && maskedLmProb < 1, "masked-lm-prob", maskedLmProb, "must be in (0, 1)")
                .require(dupeFactor >= 1, "dupe-factor", dupeFactor, "must be at least 1")
                .require(shortSeqProb >= 0 && shortSeqProb <= 1, "short-seq-prob", shortSeqProb, "must be in [0, 1]")
                .require(
                        limits.stream().sorted().distinct().toList().equals(limits)
                                && limits.stream().allMatch(limit -> limit >= 1 && limit <= maxSeqLength),
                        "bins",
                        limits,
                        "must be rising lengths from 1 to examples.max-seq-length"));
    }

    /** Returns a copy with the quality gates of {@code other}. */
    public ExamplesConfig gatedAs(ExamplesConfig other) {
        return Records.copy(this, Map.of("gates", other.gates));
    }

    /** Returns a copy without quality gates. */
    public ExamplesConfig withoutGates() {
        return Records.copy(this, Map.of("gates", GatesConfig.OFF));
    }

    /**
     * Returns the number of positions that a fixed count predicts in an example of {@code length} tokens, specials
     * included. Halves round to even, as in Python's round.
     */
    public int predictions(int length) {
        int rounded = (int) Math.rint(length * maskedLmProb);
        return Math.min(maxPredictionsPerSeq, Math.max(1, rounded));
    }

    /** Returns the maximum number of tokens of both segments together. */
    public int maxPairTokens() {
        return maxSeqLength - SPECIALS_PER_EXAMPLE;
    }
}
