package cloze.vocabulary;

import cloze.config.VocabularyConfig.Casing;
import cloze.error.InvalidInputException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The added tokens of a tokenizer, ready to be searched for: first those found as written, then those found in the
 * normalised text between them.
 */
final class AddedTokens {
    private final AddedTokenTrie written = new AddedTokenTrie();
    private final AddedTokenTrie normalised = new AddedTokenTrie();
    private final Normaliser normaliser;
    private final boolean spanWords;

    AddedTokens(Collection<AddedToken> tokens, Casing casing) {
        this.normaliser = new Normaliser(casing);
        this.spanWords = tokens.stream().anyMatch(AddedToken::spansWords);
        for (AddedToken token : tokens) {
            if (token.normalized()) {
                normalised.add(searched(token, normaliser), token);
            } else {
                written.add(token.content(), token);
            }
        }
    }

    /** See {@link BasicTokenizer#requireDistinct}. */
    static void requireDistinct(Collection<AddedToken> tokens, Casing casing, String origin) {
        var normaliser = new Normaliser(casing);
        Map<String, AddedToken> known = new HashMap<>();
        for (AddedToken token : tokens) {
            String searched = token.normalized() ? searched(token, normaliser) : token.content();
            if (searched.isBlank()) {
                throw new InvalidInputException(
                        "%s: expected added tokens of which normalisation leaves something, found \"%s\""
                                .formatted(origin, token.content()));
            }
            AddedToken other = known.put(token.normalized() + searched, token);
            if (other != null) {
                throw new InvalidInputException(
                        "%s: expected added tokens with different content, found \"%s\" and \"%s\", which are the same after normalisation"
                                .formatted(origin, other.content(), token.content()));
            }
        }
    }

    private static String searched(AddedToken token, Normaliser normaliser) {
        return normaliser.text(token.content(), 0, token.content().length());
    }

    boolean isEmpty() {
        return written.isEmpty() && normalised.isEmpty();
    }

    /** Returns whether one may be found across white space, so that the stretches between spaces are not enough. */
    boolean spanWords() {
        return spanWords;
    }

    /** Receives the parts of a text in order. */
    interface Parts {
        /** Receives a part of the text as written. */
        void written(String text, int start, int end);

        /** Receives a part that is normalised already. */
        void normalised(String text, int start, int end);

        void added(AddedToken token);
    }

    /** Passes the parts of {@code text} from {@code from} to before {@code to} to {@code parts}. */
    void split(String text, int from, int to, Parts parts) {
        written.split(text, from, to, new AddedTokenTrie.Parts() {
            @Override
            public void plain(String same, int start, int end) {
                if (normalised.isEmpty()) {
                    parts.written(same, start, end);
                } else {
                    splitNormalised(same, start, end, parts);
                }
            }

            @Override
            public void added(AddedToken token) {
                parts.added(token);
            }
        });
    }

    private void splitNormalised(String text, int from, int to, Parts parts) {
        String plain = normaliser.text(text, from, to);
        normalised.split(plain, 0, plain.length(), new AddedTokenTrie.Parts() {
            @Override
            public void plain(String same, int start, int end) {
                parts.normalised(same, start, end);
            }

            @Override
            public void added(AddedToken token) {
                parts.added(token);
            }
        });
    }
}
