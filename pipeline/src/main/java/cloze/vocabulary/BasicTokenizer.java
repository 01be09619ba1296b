package cloze.vocabulary;

import cloze.config.VocabularyConfig.Casing;
import cloze.error.InvalidInputException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Splits text into words like BasicTokenizer of google-research/bert. Control characters are deleted, each ideograph is
 * a word, and words end at white space. Unless case is kept, words are lower-cased and then stripped of accents. Each
 * punctuation mark is a word.
 *
 * <p>Linear in the length of the text. ASCII words and ideographs are split without allocation, others with a few
 * allocations per word. Not thread-safe, because it holds a buffer.
 */
public final class BasicTokenizer {
    /** Receives the words of a text in order. */
    @FunctionalInterface
    public interface WordSink {
        /**
         * Receives one word, never empty: {@code characters} from {@code start} to before {@code end}. The array is
         * valid only during the call.
         */
        void word(char[] characters, int start, int end);

        /** Receives an added token; by default as a word. */
        default void added(AddedToken token) {
            char[] characters = token.content().toCharArray();
            word(characters, 0, characters.length);
        }
    }

    private final Casing casing;
    private final Normaliser normaliser;
    private final AddedTokens added;
    private final StringBuilder token = new StringBuilder();
    private char[] buffer = new char[64];

    /** Applies only the reference's rules. */
    public BasicTokenizer(Casing casing) {
        this(casing, List.of());
    }

    /**
     * @param casing whether to lower-case letters
     * @param added texts to find before words are split
     */
    public BasicTokenizer(Casing casing, Collection<AddedToken> added) {
        this.casing = casing;
        this.normaliser = new Normaliser(casing);
        this.added = new AddedTokens(added, casing);
    }

    /**
     * Rejects added tokens that cannot be told apart in a text.
     *
     * @param origin where the tokens come from, for the message
     * @throws InvalidInputException if two are found in the same places, or one would be found everywhere
     */
    public static void requireDistinct(Collection<AddedToken> tokens, Casing casing, String origin) {
        AddedTokens.requireDistinct(tokens, casing, origin);
    }

    /**
     * Returns whether the words of a text are those of the stretches between its {@linkplain #separates separators}. An
     * added token with white space may lie in several stretches.
     */
    public boolean readsStretches() {
        return !added.spanWords();
    }

    /**
     * Returns whether a word ends at {@code character} (space, tab, line feed, carriage return) in any context. Without
     * added tokens, the words of a text are therefore the words of the stretches between such characters, in order.
     */
    public static boolean separates(char character) {
        return CharacterClass.isAsciiSpace(character);
    }

    /** Passes all words of {@code text} to {@code sink}. */
    public void words(String text, WordSink sink) {
        words(text, 0, text.length(), sink);
    }

    /** Passes all words of {@code text} from {@code from} to before {@code to} to {@code sink}. */
    public void words(String text, int from, int to, WordSink sink) {
        if (added.isEmpty()) {
            plainWords(text, from, to, sink);
            return;
        }
        added.split(text, from, to, new AddedTokens.Parts() {
            @Override
            public void written(String part, int start, int end) {
                plainWords(part, start, end, sink);
            }

            @Override
            public void normalised(String part, int start, int end) {
                normalisedWords(part, start, end, sink);
            }

            @Override
            public void added(AddedToken token) {
                sink.added(token);
            }
        });
    }

    private void plainWords(String text, int from, int to, WordSink sink) {
        int position = from;
        while (position < to) {
            int start = position;
            int seen = 0;
            while (position < to && !separates(text.charAt(position))) {
                seen |= text.charAt(position++);
            }
            stretch(text, start, position, seen, sink);
            position++;
        }
    }

    /** Splits text whose only white space is spaces, and which needs no more normalisation. */
    private void normalisedWords(String text, int from, int to, WordSink sink) {
        int start = from;
        while (start < to) {
            int end = start;
            while (end < to && text.charAt(end) != ' ') {
                end++;
            }
            splitPunctuation(text.substring(start, end), sink);
            start = end + 1;
        }
    }

    /** Splits a stretch without ASCII spaces; {@code seen} is the bitwise or of its characters. */
    private void stretch(String text, int from, int to, int seen, WordSink sink) {
        if (seen < 0x80) {
            asciiWords(text, from, to, sink);
        } else {
            unicodeWords(text, from, to, sink);
        }
    }

    private void asciiWords(String text, int from, int to, WordSink sink) {
        ensureCapacity(to - from);
        int length = 0;
        for (int i = from; i < to; i++) {
            char character = text.charAt(i);
            if (CharacterClass.isAsciiPunctuation(character)) {
                length = flush(length, sink);
                buffer[0] = character;
                sink.word(buffer, 0, 1);
            } else if (character > ' ' && character < 0x7F) {
                buffer[length++] = casing == Casing.LOWER && character >= 'A' && character <= 'Z'
                        ? (char) (character + ('a' - 'A'))
                        : character;
            }
        }
        flush(length, sink);
    }

    private int flush(int length, WordSink sink) {
        if (length > 0) {
            sink.word(buffer, 0, length);
        }
        return 0;
    }

    private void unicodeWords(String text, int from, int to, WordSink sink) {
        token.setLength(0);
        int step;
        for (int i = from; i < to; i += step) {
            int codePoint = text.codePointAt(i);
            step = Character.charCount(codePoint);
            if (CharacterClass.isIdeograph(codePoint)) {
                finishToken(sink);
                ideograph(codePoint, sink);
            } else if (CharacterClass.isSpace(codePoint)) {
                finishToken(sink);
            } else if (!CharacterClass.isDeleted(codePoint)) {
                token.appendCodePoint(codePoint);
            }
        }
        finishToken(sink);
    }

    private void ideograph(int codePoint, WordSink sink) {
        if (CharacterClass.isCompatibilityIdeograph(codePoint)) {
            // Accent stripping decomposes it to another ideograph.
            token.appendCodePoint(codePoint);
            finishToken(sink);
        } else {
            sink.word(buffer, 0, Character.toChars(codePoint, buffer, 0));
        }
    }

    /** Splits the collected token, which contains no white space. */
    private void finishToken(WordSink sink) {
        if (token.isEmpty()) {
            return;
        }
        String written = token.toString();
        token.setLength(0);
        splitPunctuation(normaliser.token(written), sink);
    }

    private void splitPunctuation(String text, WordSink sink) {
        ensureCapacity(text.length());
        text.getChars(0, text.length(), buffer, 0);
        int start = 0;
        int step;
        for (int i = 0; i < text.length(); i += step) {
            int codePoint = text.codePointAt(i);
            step = Character.charCount(codePoint);
            if (CharacterClass.isPunctuation(codePoint)) {
                if (start < i) {
                    sink.word(buffer, start, i);
                }
                sink.word(buffer, i, i + step);
                start = i + step;
            }
        }
        if (start < text.length()) {
            sink.word(buffer, start, text.length());
        }
    }

    private void ensureCapacity(int characters) {
        if (buffer.length < characters) {
            buffer = Arrays.copyOf(buffer, Math.max(characters, buffer.length * 2));
        }
    }
}
