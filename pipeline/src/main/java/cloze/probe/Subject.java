package cloze.probe;

/**
 * Whose features a classifier learns from.
 *
 * @param model {@link #TRAINED}, {@link #FINE_TUNED}, {@link #UNTRAINED}, {@link #TF_IDF} or {@link #MAJORITY}
 * @param pooling name of the pooling; empty for features that are not pooled
 * @param layer number of the layer; -1 for features of no layer
 */
record Subject(String model, String pooling, int layer) {
    static final String TRAINED = "trained";

    /** All weights of the network trained for the task, not its vectors alone. */
    static final String FINE_TUNED = "fine-tuned";

    /** The same network with initial weights. */
    static final String UNTRAINED = "untrained";

    /** Counts of words, weighted by how rare they are. */
    static final String TF_IDF = "tf-idf";

    /** The most frequent label, whatever the text. */
    static final String MAJORITY = "majority";

    /** Creates a subject without vectors of its own. */
    static Subject of(String model) {
        return new Subject(model, "", -1);
    }

    boolean hasVectors() {
        return layer >= 0;
    }

    @Override
    public String toString() {
        return hasVectors() ? "%s, %s of layer %d".formatted(model, pooling, layer) : model;
    }
}
