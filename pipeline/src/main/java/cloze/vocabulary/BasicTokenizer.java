package cloze.vocabulary;

import cloze.config.VocabularyConfig.Casing;
import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Splits text into words like BasicTokenizer of google-research/bert. Control characters are deleted, each ideograph is
 * a word, and words end at white space. Unless case is kept, words are lower-cased and then stripped of accents. Each
 * punctuation mark is a word.
 *
 * <p>Linear in the length of the text. ASCII words and ideographs are split without allocation, others with a few
 * allocations per word. Not thread-safe, because it holds a buffer.
 */
public final class BasicTokenizer {
    private static final Normalizer2 DECOMPOSITION = Normalizer2.getNFDInstance();

    /** Receives the words of a text in order. */
    @FunctionalInterface
    public interface WordSink {
        /**
         * Receives one word, never empty: {@code characters} from {@code start} to before {@code end}. The array is
         * valid only during the call.
         */
        void word(char[] characters, int start, int end);
    }

    private final Casing casing;
    private final ReservedPieces reserved;
    private final StringBuilder token = new StringBuilder();
    private char[] buffer = new char[64];

    /** Applies only the reference's rules. */
    public BasicTokenizer(Casing casing) {
        this(casing, List.of());
    }

    /**
     * @param casing whether to lower-case letters
     * @param reserved words that are kept whole and as written wherever they occur
     */
    public BasicTokenizer(Casing casing, Collection<String> reserved) {
        this.casing = casing;
        this.reserved = new ReservedPieces(reserved);
    }

    /**
     * Returns whether a word ends at {@code character} (space, tab, line feed, carriage return) in any context. The
     * words of a text are therefore the words of the stretches between such characters, in order.
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
        int position = from;
        while (position < to) {
            int start = position;
            int seen = 0;
            while (position < to && !separates(text.charAt(position))) {
                seen |= text.charAt(position++);
            }
            if (reserved.isEmpty()) {
                stretch(text, start, position, seen, sink);
            } else {
                stretchWithReserved(text, start, position, seen, sink);
            }
            position++;
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

    private void stretchWithReserved(String text, int from, int to, int seen, WordSink sink) {
        int pending = from;
        int position = from;
        while (position < to) {
            int length = reserved.lengthAt(text, position, from, to);
            if (length == 0) {
                position++;
                continue;
            }
            stretch(text, pending, position, seen, sink);
            ensureCapacity(length);
            text.getChars(position, position + length, buffer, 0);
            sink.word(buffer, 0, length);
            position += length;
            pending = position;
        }
        stretch(text, pending, to, seen, sink);
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
        String normalised = casing == Casing.LOWER ? withoutAccents(lowerCase(written)) : written;
        splitPunctuation(normalised, sink);
    }

    /**
     * Applies Unicode's full case mapping, like Python's str.lower(): a capital sigma at the end of a word becomes a
     * final sigma, and İ becomes two characters.
     */
    private static String lowerCase(String text) {
        return UCharacter.toLowerCase(Locale.ROOT, text);
    }

    private static String withoutAccents(String text) {
        String decomposed = DECOMPOSITION.normalize(text);
        int first = firstAccent(decomposed);
        if (first == decomposed.length()) {
            return decomposed;
        }
        var kept = new StringBuilder(decomposed.length()).append(decomposed, 0, first);
        int step;
        for (int i = first; i < decomposed.length(); i += step) {
            int codePoint = decomposed.codePointAt(i);
            step = Character.charCount(codePoint);
            if (!CharacterClass.isAccent(codePoint)) {
                kept.appendCodePoint(codePoint);
            }
        }
        return kept.toString();
    }

    private static int firstAccent(String text) {
        int i = 0;
        while (i < text.length()) {
            int codePoint = text.codePointAt(i);
            if (CharacterClass.isAccent(codePoint)) {
                break;
            }
            i += Character.charCount(codePoint);
        }
        return i;
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
