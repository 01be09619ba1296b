package cloze.inference;

/** How the vectors of a text's tokens become one. */
public enum Pooling {
    /** Their mean, those of [CLS] and [SEP] among them (Reimers and Gurevych 2019, section 3). */
    MEAN,
    /** That of [CLS] alone, as the last layer leaves it. */
    CLS
}
