package cloze.network;

/** What a forward pass is for. */
enum Pass {
    /** Dropout acts, and what the backward pass needs is kept. */
    TRAINING,
    /** No dropout; no backward pass follows. */
    INFERENCE;

    static Pass of(boolean training) {
        return training ? TRAINING : INFERENCE;
    }
}
