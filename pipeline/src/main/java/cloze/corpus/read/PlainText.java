package cloze.corpus.read;

import cloze.input.Utf8;
import com.ibm.icu.lang.UCharacter;
import java.nio.charset.StandardCharsets;

/**
 * Decodes text: strict UTF-8, with line ends normalized to {@code \n}. Text is blank if all its characters have
 * Unicode's White_Space property.
 */
public final class PlainText {
    private PlainText() {}

    /**
     * Where bytes come from, for messages.
     *
     * @param file path of the file
     * @param line number of the line, from 1; {@value #UNKNOWN_LINE} if unknown
     * @param offset of the first byte
     * @param unit what the offset refers to: the file, the unpacked file, or a row's text
     */
    record Place(String file, long line, long offset, String unit) {
        static final long UNKNOWN_LINE = 0;

        /** A place whose line is unknown. */
        Place(String file, long offset, String unit) {
            this(file, UNKNOWN_LINE, offset, unit);
        }

        /** Describes the place {@code bytes} after this one. */
        String describe(long bytes) {
            String known = line == UNKNOWN_LINE ? "" : "line %d, ".formatted(line);
            return "File %s, %sbyte %d of %s".formatted(file, known, offset + bytes, unit);
        }
    }

    /**
     * Decodes {@code bytes[from, to)} and converts {@code \r\n} and {@code \r} to {@code \n}.
     *
     * @throws InvalidTextException at the first byte that is not UTF-8
     */
    static String decode(byte[] bytes, int from, int to, Place place) throws InvalidTextException {
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        int bad = Utf8.fault(bytes, from, to, text);
        if (bad >= 0) {
            throw new InvalidTextException(
                    RejectionReason.INVALID_UTF8,
                    "%s: %s"
                            .formatted(
                                    place.describe(bad - from),
                                    Utf8.message(bytes[bad], place.offset() + bad - from == 0)));
        }
        return withLineFeeds(text);
    }

    /** Converts {@code \r\n} and {@code \r} to {@code \n}. */
    static String withLineFeeds(String text) {
        return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
    }

    /** Returns whether {@code text} has only white space and controls, such as NUL: tokenization leaves nothing of it. */
    public static boolean isBlank(String text) {
        // All white space and controls lie in the basic multilingual plane, so comparing chars suffices.
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!UCharacter.isUWhiteSpace(c) && !Character.isISOControl(c)) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether {@code bytes[from, to)} encodes only white space. Decodes nothing. */
    public static boolean isBlank(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            int length = whiteSpaceLength(bytes, i, to);
            if (length == 0) {
                return false;
            }
            i += length;
        }
        return true;
    }

    /** Returns the number of bytes of the white-space character at {@code i}; 0 if there is another character. */
    private static int whiteSpaceLength(byte[] bytes, int i, int to) {
        int first = bytes[i] & 0xff;
        if (first < 0x80) {
            return UCharacter.isUWhiteSpace(first) ? 1 : 0;
        }
        if (first == 0xc2 && i + 1 < to) {
            int character = 0x80 | (bytes[i + 1] & 0x3f);
            return UCharacter.isUWhiteSpace(character) ? 2 : 0;
        }
        if (first >= 0xe1 && first <= 0xe3 && i + 2 < to) {
            int character = ((first & 0xf) << 12) | ((bytes[i + 1] & 0x3f) << 6) | (bytes[i + 2] & 0x3f);
            return UCharacter.isUWhiteSpace(character) ? 3 : 0;
        }
        return 0;
    }
}
