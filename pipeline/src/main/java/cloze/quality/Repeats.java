package cloze.quality;

/**
 * How often units of one kind occur.
 *
 * @param train occurrences in training documents
 * @param distinctTrain distinct units among these
 * @param validation occurrences in validation documents
 * @param distinctValidation distinct units among these
 * @param leaked occurrences in validation documents of units that also occur in a training document
 */
record Repeats(long train, long distinctTrain, long validation, long distinctValidation, long leaked) {
    static final Repeats NONE = new Repeats(0, 0, 0, 0, 0);

    /** Adds another kind of unit; the two must not share units. */
    Repeats plus(Repeats other) {
        return new Repeats(
                train + other.train,
                distinctTrain + other.distinctTrain,
                validation + other.validation,
                distinctValidation + other.distinctValidation,
                leaked + other.leaked);
    }
}
