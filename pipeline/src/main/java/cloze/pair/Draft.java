package cloze.pair;

import cloze.dataset.SentencePairs;

/** An example as its own document plans it: segment A, and where segment B comes from. */
sealed interface Draft {
    /** Returns the example's index among those of its document in one duplicate, from 0. */
    int index();

    /** Returns segment A before truncation. */
    Span a();

    /** A draft whose segments are adjacent in the document. */
    sealed interface Neighbours extends Draft {
        /** Returns segment B before truncation. */
        Span b();

        /** Returns the pair's label in {@link SentencePairs}. */
        int label();
    }

    /**
     * B follows A in the document.
     *
     * @param b segment B before truncation; empty only if the chunk is a single token
     */
    record Next(int index, Span a, Span b) implements Neighbours {
        @Override
        public int label() {
            return SentencePairs.IS_NEXT;
        }

        /** Exchanges the two segments. */
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
     * @param targetLength number of tokens that B should reach; if it is 0 or negative, B is one sentence
     */
    record Random(int index, Span a, int targetLength) implements Draft {}
}
