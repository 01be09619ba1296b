package cloze.evaluate;

/** Who answers, and to what: the model, a baseline that knows little, or the best reader there can be. */
enum Measure {
    MASKED_LM,
    NEXT_SENTENCE,
    /** Masked words from piece frequencies alone. */
    UNIGRAM,
    /** Masked words from the piece before them. */
    BIGRAM,
    /** Masked words from the whole input, as well as possible. As often right as the reader expects: the same mean, with less scatter. */
    CEILING_MASKED_LM,
    /** The same, counted. */
    CEILING_MASKED_LM_EMPIRICAL,
    /** Masked words from their own segment alone, as well as possible. */
    CEILING_OWN_SENTENCE,
    /** Masked words from the whole input and the label, as well as possible. */
    CEILING_LABEL_TOLD,
    /** The label, as well as possible; as often right as expected. */
    CEILING_NEXT_SENTENCE,
    /** The same, counted. */
    CEILING_NEXT_SENTENCE_EMPIRICAL
}
