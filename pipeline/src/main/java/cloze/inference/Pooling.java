package cloze.inference;

import java.util.stream.IntStream;

/** How the vectors of a text's tokens are combined into one. */
public enum Pooling {
    /** The mean of all, including [CLS] and [SEP] (Reimers and Gurevych 2019, section 3). */
    MEAN,
    /** The vector of [CLS] in the last layer. */
    CLS;

    /**
     * Returns the positions, in a text of {@code length} tokens, whose vectors are needed besides that of [CLS], which
     * is always computed.
     */
    int[] read(int length) {
        return switch (this) {
            case MEAN -> IntStream.range(1, length).toArray();
            case CLS -> new int[0];
        };
    }
}
