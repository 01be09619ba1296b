package cloze.config;

/**
 * A generated corpus.
 *
 * @param kind which language; none reads files instead
 * @param documents how many documents
 * @param distinctWords uniform only: how many made-up words there are; with BERT's five specials they fill the vocabulary
 * @param pairLength uniform only: tokens of a document's two sentences as a pair, [CLS] and both [SEP] included
 */
public record GeneratorConfig(Kind kind, long documents, int distinctWords, int pairLength) {

    /** Which language. */
    public enum Kind {
        /** Nothing is generated: the documents are read from {@code corpus.input}. */
        NONE,
        /** Short stories in a small language of which every probability is known: cloze.corpus.stories. */
        STORIES,
        /** Stories whose names and objects only the sentence beside tells; every probability is known here too. */
        ECHOES,
        /** Uniformly drawn words, two sentences a document: nothing to learn but how to fill memory. */
        UNIFORM
    }

    /** Positions of a pair that are no word: [CLS] and two [SEP]. */
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

    /** Words of both sentences of a uniform document. */
    public int wordsPerDocument() {
        return pairLength - SPECIALS_PER_PAIR;
    }
}
