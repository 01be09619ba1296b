package cloze.pair;

import cloze.dataset.SentencePairs;

/** An example as its own document plans it: segment A, and where segment B comes from. */
sealed interface Draft {
    /** The example's place among its document's in one duplicate, from 0. */
    int index();

    /** Segment A before truncation. */
    Span a();

    /** Both segments stand side by side in the document. */
    sealed interface Neighbours extends Draft {
        /** Segment B before truncation. */
        Span b();

        /** The pair's label. */
        int label();
    }

    /**
     * B follows A in the document.
     *
     * @param b segment B before truncation; empty only when there is no second token to make it of
     */
    record Next(int index, Span a, Span b) implements Neighbours {
        @Override
        public int label() {
            return SentencePairs.IS_NEXT;
        }

        /** The same text in the other order. */
        Swapped swapped() {
            return new Swapped(index, b, a);
        }
    }

    /** A follows B in the document. */
    record Swapped(int index, Span a, Span b) implements Neighbours {
        @Override
        public int label() {
            return SentencePairs.IS_SWAPPED;
        }
    }

    /**
     * B comes from another document.
     *
     * @param targetLength how many tokens B should reach; may be 0 or less, B then is one sentence
     */
    record Random(int index, Span a, int targetLength) implements Draft {}
}
