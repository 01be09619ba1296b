package cloze.token;

import cloze.config.VocabularyConfig;
import cloze.config.VocabularyConfig.Casing;
import cloze.config.VocabularyConfig.Kind;
import cloze.error.InvalidConfigException;
import cloze.vocabulary.AddedToken;
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

    /**
     * Longer words, in code points, become [UNK]: max_input_chars_per_word of the reference's WordpieceTokenizer. Hugging
     * Face's tokenizers have 100 instead.
     */
    public static final int LONGEST_WORD = 200;

    private final Vocabulary vocabulary;
    private final Casing casing;
    private final Kind kind;
    private final List<AddedToken> added;
    private final int longestWord;
    private final WordLookup lookup;

    private Tokenizer(Vocabulary vocabulary, Casing casing, Kind kind, List<AddedToken> added, int longestWord) {
        this.vocabulary = vocabulary;
        this.casing = casing;
        this.kind = kind;
        this.added = List.copyOf(added);
        this.longestWord = longestWord;
        this.lookup = WordLookup.of(vocabulary, kind, longestWord);
    }

    /** Creates the reference's tokenizer, which has no added tokens. */
    public static Tokenizer of(Vocabulary vocabulary, Casing casing, Kind kind) {
        return new Tokenizer(vocabulary, casing, kind, List.of(), LONGEST_WORD);
    }

    /**
     * Creates a WordPiece tokenizer for a model that does not record its kind. WordPiece also finds the pieces of a
     * vocabulary of whole words.
     *
     * @param added texts that are one piece; all must be in the vocabulary
     * @param longestWord longest word in code points that is cut into pieces; longer ones become [UNK]
     */
    public static Tokenizer ofPieces(Vocabulary vocabulary, Casing casing, List<AddedToken> added, int longestWord) {
        return new Tokenizer(vocabulary, casing, Kind.WORDPIECE, added, longestWord);
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
        List<AddedToken> added =
                config.reservedPieces().stream().map(AddedToken::reserved).toList();
        return new Tokenizer(vocabulary, config.casing(), config.kind(), added, LONGEST_WORD);
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

    /** Returns the texts that are found before words are split. */
    public List<AddedToken> added() {
        return added;
    }

    /** Returns the longest word, in code points, that is not [UNK]. */
    public int longestWord() {
        return longestWord;
    }

    WordLookup lookup() {
        return lookup;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tokenizer tokenizer
                && casing == tokenizer.casing
                && kind == tokenizer.kind
                && longestWord == tokenizer.longestWord
                && added.equals(tokenizer.added)
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
