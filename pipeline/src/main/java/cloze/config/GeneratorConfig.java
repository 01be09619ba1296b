package cloze.config;

/**
 * A generated corpus.
 *
 * @param kind the language; none reads files instead
 * @param documents number of documents
 * @param distinctWords for uniform only: number of made-up words; together with BERT's five specials they form the
 *     vocabulary
 * @param pairLength for uniform only: tokens of the two sentences of a document as a pair, including [CLS] and both
 *     [SEP]
 */
public record GeneratorConfig(Kind kind, long documents, int distinctWords, int pairLength) {

    /** The generated language. */
    public enum Kind {
        /** None; the documents are read from {@code corpus.input}. */
        NONE,
        /** Short stories in a small language with known probabilities: cloze.corpus.stories. */
        STORIES,
        /** Stories whose names and objects only the adjacent sentence reveals, also with known probabilities. */
        ECHOES,
        /** Uniformly drawn words, two sentences per document. They contain nothing to learn. */
        UNIFORM
    }

    /** The positions of a pair that are not words: [CLS] and two [SEP]. */
    private static final int SPECIALS_PER_PAIR = ExamplesConfig.SPECIALS_PER_EXAMPLE;

    public GeneratorConfig {
        Problems.check("corpus.generator", problems -> problems.require(
                        documents >= 1, "documents", documents, "must be at least 1")
                .require(distinctWords >= 1, "distinct-words", distinctWords, "must be at least 1")
                .require(
                        pairLength >= SPECIALS_PER_PAIR + 2,
                        "pair-length",
                        pairLength,
                        "must be at least 5: [CLS] a [SEP] b [SEP]"));
    }

    /** Returns the number of words in both sentences of a uniform document. */
    public int wordsPerDocument() {
        return pairLength - SPECIALS_PER_PAIR;
    }
}
