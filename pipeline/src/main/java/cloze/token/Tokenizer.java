package cloze.token;

import cloze.config.VocabularyConfig;
import cloze.config.VocabularyConfig.Casing;
import cloze.config.VocabularyConfig.Kind;
import cloze.vocabulary.Vocabulary;
import java.io.Serializable;

/**
 * How text becomes token ids: a vocabulary, what happens to case, and whether words may be cut into pieces. Equal to
 * google-research/bert's tokenization.py (FullTokenizer) for {@link Kind#WORDPIECE}.
 *
 * <p>Immutable, thread-safe and serialisable; the work is done by a {@link TextEncoder}, one per thread.
 */
public final class Tokenizer implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Vocabulary vocabulary;
    private final Casing casing;
    private final Kind kind;
    private final WordLookup lookup;

    private Tokenizer(Vocabulary vocabulary, Casing casing, Kind kind) {
        this.vocabulary = vocabulary;
        this.casing = casing;
        this.kind = kind;
        this.lookup = WordLookup.of(vocabulary, kind);
    }

    public static Tokenizer of(Vocabulary vocabulary, Casing casing, Kind kind) {
        return new Tokenizer(vocabulary, casing, kind);
    }

    /** The tokenizer {@code config} describes, over {@code vocabulary}. */
    public static Tokenizer of(Vocabulary vocabulary, VocabularyConfig config) {
        return new Tokenizer(vocabulary, config.casing(), config.kind());
    }

    /** An encoder for one thread. */
    public TextEncoder encoder() {
        return new TextEncoder(this);
    }

    /** The ids of a few texts; for many, keep an {@link #encoder()}. */
    public int[] encode(String text) {
        return encoder().encode(text);
    }

    public Vocabulary vocabulary() {
        return vocabulary;
    }

    public Casing casing() {
        return casing;
    }

    public Kind kind() {
        return kind;
    }

    WordLookup lookup() {
        return lookup;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tokenizer tokenizer
                && casing == tokenizer.casing
                && kind == tokenizer.kind
                && vocabulary.equals(tokenizer.vocabulary);
    }

    @Override
    public int hashCode() {
        return vocabulary.hashCode() * 31
                + kind.name().hashCode()
                + casing.name().hashCode();
    }

    @Override
    public String toString() {
        return "Tokenizer[kind=%s, casing=%s, vocabulary=%s]".formatted(kind, casing, vocabulary);
    }
}
