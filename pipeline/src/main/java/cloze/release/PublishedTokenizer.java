package cloze.release;

import cloze.config.VocabularyConfig;
import cloze.config.VocabularyConfig.Casing;
import cloze.token.Tokenizer;
import cloze.vocabulary.AddedToken;
import cloze.vocabulary.Vocabulary;
import java.util.List;
import java.util.stream.Stream;

/**
 * How text becomes pieces of a model's vocabulary, as the files of a {@code BertTokenizer} of transformers describe it.
 *
 * @param casing whether to lower-case letters
 * @param added the five specials, then other texts that are always one piece
 * @param longestWord longest word in code points that is cut into pieces; longer ones become [UNK]
 */
public record PublishedTokenizer(Casing casing, List<AddedToken> added, int longestWord) {
    /** Longest word of transformers' {@code BertTokenizer}. */
    static final int LONGEST_WORD = 100;

    public PublishedTokenizer {
        added = List.copyOf(added);
    }

    /** Returns the tokenizer of {@code config}. */
    public static PublishedTokenizer of(VocabularyConfig config) {
        return reserving(config.casing(), config.reservedPieces());
    }

    /** Returns a tokenizer of this program with {@code reservedPieces}. */
    public static PublishedTokenizer reserving(Casing casing, List<String> reservedPieces) {
        List<AddedToken> added = Stream.concat(
                        Vocabulary.SPECIALS.stream().map(AddedToken::special),
                        reservedPieces.stream().map(AddedToken::reserved))
                .toList();
        return new PublishedTokenizer(casing, added, Tokenizer.LONGEST_WORD);
    }

    /** Returns the added tokens that not every BERT has. */
    public List<AddedToken> ownTokens() {
        return added.stream()
                .filter(token -> !Vocabulary.SPECIALS.contains(token.content()))
                .toList();
    }

    /** Returns the tokenizer of text for inference. It finds the specials in text, as transformers does. */
    public Tokenizer tokenizer(Vocabulary vocabulary) {
        return Tokenizer.ofPieces(vocabulary, casing, added, longestWord);
    }

    /** Returns a copy with the longest word of this program's own tokenizer. */
    PublishedTokenizer withOwnLongestWord() {
        return new PublishedTokenizer(casing, added, Tokenizer.LONGEST_WORD);
    }
}
