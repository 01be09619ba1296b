package cloze.corpus.read;

import com.ibm.icu.lang.UCharacter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Decodes text: strict UTF-8, with line ends normalized to {@code \n}. Text is blank if all its characters have
 * Unicode's White_Space property.
 */
public final class PlainText {
    private static final char REPLACEMENT = '\ufffd';
    private static final int DECODED_CHARS = 8192;

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
        // The fast decoder replaces bad bytes by U+FFFD. Only then check whether the file itself contains that
        // character.
        if (text.indexOf(REPLACEMENT) >= 0) {
            requireUtf8(bytes, from, to, place);
        }
        return withLineFeeds(text);
    }

    /** Converts {@code \r\n} and {@code \r} to {@code \n}. */
    static String withLineFeeds(String text) {
        return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
    }

    private static void requireUtf8(byte[] bytes, int from, int to, Place place) throws InvalidTextException {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer input = ByteBuffer.wrap(bytes, from, to - from);
        CharBuffer output = CharBuffer.allocate(DECODED_CHARS);
        CoderResult result;
        do {
            output.clear();
            result = decoder.decode(input, output, true);
        } while (result.isOverflow());
        if (result.isError()) {
            int bad = input.position();
            throw new InvalidTextException(
                    RejectionReason.INVALID_UTF8,
                    "%s: 0x%02X is not valid UTF-8. %s"
                            .formatted(
                                    place.describe(bad - from),
                                    bytes[bad],
                                    remedy(bytes[bad], place.offset() + bad - from)));
        }
    }

    private static String remedy(byte bad, long offset) {
        // UTF-16 files begin with this byte-order mark, in either byte order.
        boolean utf16 = offset == 0 && (bad == (byte) 0xff || bad == (byte) 0xfe);
        return "Text must be UTF-8; convert the file first, for example: iconv -f %s -t UTF-8 FILE > CONVERTED"
                .formatted(utf16 ? "UTF-16" : "WINDOWS-1252");
    }

    /** Returns whether {@code text} is empty or has only white space. */
    public static boolean isBlank(String text) {
        // All white space lies in the basic multilingual plane, so comparing chars suffices.
        for (int i = 0; i < text.length(); i++) {
            if (!UCharacter.isUWhiteSpace(text.charAt(i))) {
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
