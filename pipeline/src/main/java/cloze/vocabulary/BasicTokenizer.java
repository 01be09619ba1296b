package cloze.vocabulary;

import cloze.config.VocabularyConfig.Casing;
import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Cuts text into words as google-research/bert's BasicTokenizer: controls are deleted, each ideograph stands alone, words end at
 * whitespace, each is lower-cased and then stripped of accents (if the case is not kept), and each punctuation mark is a word of its own.
 *
 * <p>Linear in the text; ASCII words and ideographs cost no allocation, others a few per word. Holds a buffer: one tokenizer per thread.
 */
public final class BasicTokenizer {
    private static final Normalizer2 DECOMPOSITION = Normalizer2.getNFDInstance();

    /** Takes the words of a text in order. */
    @FunctionalInterface
    public interface WordSink {
        /** One word, never empty: {@code characters} from {@code start} to before {@code end}, valid during the call only. */
        void word(char[] characters, int start, int end);
    }

    private final Casing casing;
    private final ReservedPieces reserved;
    private final StringBuilder token = new StringBuilder();
    private char[] buffer = new char[64];

    /** The reference's rules and nothing else. */
    public BasicTokenizer(Casing casing) {
        this(casing, List.of());
    }

    /**
     * @param casing what happens to the case of letters
     * @param reserved words that are kept as written, and whole, wherever a text has them
     */
    public BasicTokenizer(Casing casing, Collection<String> reserved) {
        this.casing = casing;
        this.reserved = new ReservedPieces(reserved);
    }

    /**
     * Whether a word ends at {@code character} whatever surrounds it (space, tab, line feed, carriage return): the words of a text are
     * the words of its stretches between such characters, one after the other.
     */
    public static boolean separates(char character) {
        return CharacterClass.isAsciiSpace(character);
    }

    /** All words of {@code text}. */
    public void words(String text, WordSink sink) {
        words(text, 0, text.length(), sink);
    }

    /** All words of {@code text} from {@code from} to before {@code to}. */
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

    /** The words of a stretch without ASCII space; {@code seen} is the union of its characters' bits. */
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

    /** The words of the gathered token, which holds no whitespace. */
    private void finishToken(WordSink sink) {
        if (token.isEmpty()) {
            return;
        }
        String written = token.toString();
        token.setLength(0);
        String normalised = casing == Casing.LOWER ? withoutAccents(lowerCase(written)) : written;
        splitPunctuation(normalised, sink);
    }

    /** The full mapping of Unicode, as Python's str.lower(): a capital sigma ending a word becomes a final one, and İ two characters. */
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
