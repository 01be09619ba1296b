package cloze.token;

import cloze.config.VocabularyConfig;
import cloze.config.VocabularyConfig.Casing;
import cloze.config.VocabularyConfig.Kind;
import cloze.error.InvalidConfigException;
import cloze.vocabulary.Vocabulary;
import java.io.Serializable;
import java.util.List;

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
    private final List<String> reserved;
    private final WordLookup lookup;

    private Tokenizer(Vocabulary vocabulary, Casing casing, Kind kind, List<String> reserved) {
        this.vocabulary = vocabulary;
        this.casing = casing;
        this.kind = kind;
        this.reserved = List.copyOf(reserved);
        this.lookup = WordLookup.of(vocabulary, kind);
    }

    /** The reference's tokenizer, which reserves no pieces. */
    public static Tokenizer of(Vocabulary vocabulary, Casing casing, Kind kind) {
        return new Tokenizer(vocabulary, casing, kind, List.of());
    }

    /**
     * The tokenizer of a model that says no more than this: pieces of a vocabulary of whole words are found as such.
     *
     * @param reserved words that are one piece wherever a text has them as written; all in the vocabulary
     */
    public static Tokenizer ofPieces(Vocabulary vocabulary, Casing casing, List<String> reserved) {
        return new Tokenizer(vocabulary, casing, Kind.WORDPIECE, reserved);
    }

    /**
     * The tokenizer {@code config} describes, over {@code vocabulary}.
     *
     * @throws InvalidConfigException when the vocabulary lacks a reserved piece
     */
    public static Tokenizer of(Vocabulary vocabulary, VocabularyConfig config) {
        List<String> missing = config.reservedPieces().stream()
                .filter(piece -> vocabulary.id(piece).isEmpty())
                .toList();
        if (!missing.isEmpty()) {
            throw new InvalidConfigException(List.of(
                    "vocabulary.reserved-pieces = %s: the vocabulary%s has no piece %s; leave it out, or add it to the file in place of an unused slot"
                            .formatted(
                                    config.reservedPieces(),
                                    config.file().isEmpty() ? "" : " " + config.file(),
                                    String.join(", ", missing))));
        }
        return new Tokenizer(vocabulary, config.casing(), config.kind(), config.reservedPieces());
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

    /** Words that are one piece wherever a text has them as written. */
    public List<String> reserved() {
        return reserved;
    }

    WordLookup lookup() {
        return lookup;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tokenizer tokenizer
                && casing == tokenizer.casing
                && kind == tokenizer.kind
                && reserved.equals(tokenizer.reserved)
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
