package cloze.token;

import cloze.config.VocabularyConfig;
import cloze.config.VocabularyConfig.Casing;
import cloze.config.VocabularyConfig.Kind;
import cloze.error.InvalidConfigException;
import cloze.vocabulary.Vocabulary;
import java.io.Serializable;
import java.util.List;

/**
 * Defines how text becomes token ids: a vocabulary, the casing, and whether words may be split into pieces. With
 * {@link Kind#WORDPIECE} it equals FullTokenizer of google-research/bert (tokenization.py).
 *
 * <p>Immutable, thread-safe and serializable. Each thread encodes with a {@link TextEncoder} of its own.
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

    /** Creates the reference's tokenizer, which has no reserved pieces. */
    public static Tokenizer of(Vocabulary vocabulary, Casing casing, Kind kind) {
        return new Tokenizer(vocabulary, casing, kind, List.of());
    }

    /**
     * Creates a WordPiece tokenizer for a model that does not record its kind. WordPiece also finds the pieces of a
     * vocabulary of whole words.
     *
     * @param reserved words that are one piece wherever they occur as written; all must be in the vocabulary
     */
    public static Tokenizer ofPieces(Vocabulary vocabulary, Casing casing, List<String> reserved) {
        return new Tokenizer(vocabulary, casing, Kind.WORDPIECE, reserved);
    }

    /**
     * Creates the tokenizer that {@code config} describes, with {@code vocabulary}.
     *
     * @throws InvalidConfigException if the vocabulary lacks a reserved piece
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

    /** Returns a new encoder, for one thread. */
    public TextEncoder encoder() {
        return new TextEncoder(this);
    }

    /** Returns the ids of {@code text}. To encode many texts, keep an {@link #encoder()}. */
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

    /** Returns the words that are one piece wherever they occur as written. */
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
