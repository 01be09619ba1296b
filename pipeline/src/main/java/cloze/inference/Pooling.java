package cloze.inference;

import java.util.stream.IntStream;

/** How the vectors of a text's tokens become one. */
public enum Pooling {
    /** Their mean, those of [CLS] and [SEP] among them (Reimers and Gurevych 2019, section 3). */
    MEAN,
    /** That of [CLS] alone, as the last layer leaves it. */
    CLS;

    /** Positions of a text of {@code length} tokens whose vectors are needed beside that of [CLS], which comes without being asked for. */
    int[] read(int length) {
        return switch (this) {
            case MEAN -> IntStream.range(1, length).toArray();
            case CLS -> new int[0];
        };
    }
}
