package cloze.config;

/** The initial bias of the masked-word head, one value per piece. */
public enum InitialOutputBias {
    /** Zeros, as in the reference. */
    ZERO,
    /**
     * The logarithm of each piece's share of the training tokens, so that the first predictions are the frequencies of pieces.
     * Otherwise the word table, which is also the output layer, has to learn them first, and its rows grow alike.
     */
    LOG_FREQUENCY
}
