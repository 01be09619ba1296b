package cloze.quality;

/**
 * How often units of one kind occur.
 *
 * @param train in training documents
 * @param distinctTrain of these, different ones
 * @param validation in validation documents
 * @param distinctValidation of these, different ones
 * @param leaked of those in validation documents, how many occur in a training document too
 */
record Repeats(long train, long distinctTrain, long validation, long distinctValidation, long leaked) {
    static final Repeats NONE = new Repeats(0, 0, 0, 0, 0);

    /** Of both kinds together, which share no unit. */
    Repeats plus(Repeats other) {
        return new Repeats(
                train + other.train,
                distinctTrain + other.distinctTrain,
                validation + other.validation,
                distinctValidation + other.distinctValidation,
                leaked + other.leaked);
    }
}
