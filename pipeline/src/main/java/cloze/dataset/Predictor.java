package cloze.dataset;

/** The source of predictions: the model, a baseline with limited knowledge, or the best possible reader. */
public enum Predictor {
    MODEL,
    /** Baseline that knows only piece frequencies. */
    UNIGRAM,
    /** Baseline that knows the preceding piece. */
    BIGRAM,
    /** Baseline that gives every pair label 1. */
    CONSTANT,
    /**
     * Best reader of the whole input. Scored by its expected accuracy, the mean of the counted answers with less
     * variance.
     */
    CEILING,
    /** Best reader of the whole input, with its right answers counted. */
    COUNTED_CEILING,
    /** Best reader of only the segment with the masked word. */
    OWN_SENTENCE_CEILING,
    /** Best reader of the whole input that also knows the label. */
    LABEL_TOLD_CEILING
}
