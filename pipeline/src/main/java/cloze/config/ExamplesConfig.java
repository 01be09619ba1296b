package cloze.config;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * How pairs are built and masked, in the names of google-research/bert's create_pretraining_data.py.
 *
 * @param maxSeqLength longest example in tokens, [CLS] and both [SEP] included
 * @param maxPredictionsPerSeq most masked positions per example
 * @param maskedLmProb share of an example's positions to predict, in (0, 1)
 * @param maskSelection how the positions are chosen
 * @param replacement what a randomly replaced position may become
 * @param dupeFactor how many different pairings of each document are stored
 * @param shortSeqProb share of documents built to a random shorter length, in [0, 1]
 * @param pairing how a document is cut into pairs
 * @param objective which second segments are built
 * @param doWholeWordMask whether all pieces of a word are selected together
 * @param dynamicMasking whether training masks are drawn anew each epoch; if not, they are stored with the examples
 * @param bins largest length in tokens of each length bin, rising; a minibatch holds examples of one bin. None: examples of any length
 * @param gates what the quality tables may say
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

    /** How masked positions are chosen. */
    public enum MaskSelection {
        /** The reference's: max(1, round(length x prob)) positions, at most max-predictions-per-seq. */
        FIXED_COUNT,
        /** Each position, or word, by itself with probability masked-lm-prob; exact ceilings need it. May be none. */
        INDEPENDENT
    }

    /** What a randomly replaced position may become. */
    public enum Replacement {
        /** Any piece of the vocabulary, specials included, as the reference. */
        ALL,
        /** Any piece but the five specials. */
        NON_SPECIAL
    }

    /** How a document is cut into pairs. */
    public enum Pairing {
        /** Chunks up to a target length, as the reference. */
        REFERENCE,
        /** dupe-factor windows of two consecutive sentences per document, drawn uniformly. */
        WINDOWS
    }

    /** What the second segment teaches. */
    public enum Objective {
        /** Next-sentence prediction: half of the second segments come from another document. */
        NSP,
        /** Sentence-order prediction (Lan et al. 2020, section 3.1): consecutive segments, half of the pairs in swapped order. */
        SOP,
        /** No second document: every pair is consecutive. */
        MLM_ONLY
    }

    /** Positions of an example that are no sentence: [CLS] and two [SEP]. */
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

    /** The same examples, whatever their quality. */
    public ExamplesConfig withoutGates() {
        return Records.copy(this, Map.of("gates", GatesConfig.OFF));
    }

    /**
     * Positions that a fixed count predicts of an example of {@code length} tokens, specials included. Halves round to even, as Python's round
     * does.
     */
    public int predictions(int length) {
        int rounded = (int) Math.rint(length * maskedLmProb);
        return Math.min(maxPredictionsPerSeq, Math.max(1, rounded));
    }

    /** Most tokens of both segments together. */
    public int maxPairTokens() {
        return maxSeqLength - SPECIALS_PER_EXAMPLE;
    }
}
