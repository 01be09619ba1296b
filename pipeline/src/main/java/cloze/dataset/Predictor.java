package cloze.dataset;

/** Who predicts: the model, a baseline that knows little, or the best reader there can be. */
public enum Predictor {
    MODEL,
    /** Knows piece frequencies alone. */
    UNIGRAM,
    /** Knows the piece before. */
    BIGRAM,
    /** Gives every pair label 1. */
    CONSTANT,
    /** Knows the whole input. Right as often as it expects to be: the mean of counted answers, with less scatter. */
    CEILING,
    /** The same reader, its right answers counted. */
    COUNTED_CEILING,
    /** The best reader of the masked word's own segment alone. */
    OWN_SENTENCE_CEILING,
    /** The best reader of the whole input who also knows the label. */
    LABEL_TOLD_CEILING
}
