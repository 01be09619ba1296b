package cloze.pair;

/** An example as its own document plans it: segment A, and where segment B comes from. */
sealed interface Draft {
    /** The example's place among its document's in one duplicate, from 0. */
    int index();

    /** Segment A before truncation. */
    Span a();

    /**
     * B follows A in the document.
     *
     * @param b segment B before truncation; empty only when there is no second token to make it of
     */
    record Next(int index, Span a, Span b) implements Draft {}

    /**
     * B comes from another document.
     *
     * @param targetLength how many tokens B should reach; may be 0 or less, B then is one sentence
     */
    record Random(int index, Span a, int targetLength) implements Draft {}
}
