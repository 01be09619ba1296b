package cloze.corpus;

import com.ibm.icu.lang.UCharacter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Bytes to text: strict UTF-8, line ends as {@code \n}, and what is blank (nothing but characters of Unicode's White_Space property). */
final class PlainText {
    private static final char REPLACEMENT = '\ufffd';
    private static final int DECODED_CHARS = 8192;

    private PlainText() {}

    /**
     * Where bytes come from, for messages.
     *
     * @param file path of the file
     * @param offset where the bytes begin
     * @param unit what the offset counts in: the file, the unpacked file, a row's text
     */
    record Place(String file, long offset, String unit) {
        /** The place {@code bytes} further on, in words. */
        String describe(long bytes) {
            return "File %s, byte %d of %s".formatted(file, offset + bytes, unit);
        }
    }

    /**
     * The text of {@code bytes[from, to)}, with {@code \r\n} and {@code \r} turned into {@code \n}.
     *
     * @throws InvalidTextException at the first byte that is not UTF-8
     */
    static String decode(byte[] bytes, int from, int to, Place place) throws InvalidTextException {
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        // The fast decoder puts U+FFFD for bad bytes; only then is it worth asking whether the file itself has that
        // character.
        if (text.indexOf(REPLACEMENT) >= 0) {
            requireUtf8(bytes, from, to, place);
        }
        return withLineFeeds(text);
    }

    /** The same text with {@code \r\n} and {@code \r} turned into {@code \n}. */
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
        // A file of 16-bit characters begins with this mark, in either byte order.
        boolean utf16 = offset == 0 && (bad == (byte) 0xff || bad == (byte) 0xfe);
        return "Text must be UTF-8; convert the file first, for example: iconv -f %s -t UTF-8 FILE > CONVERTED"
                .formatted(utf16 ? "UTF-16" : "WINDOWS-1252");
    }

    /** Whether {@code text} has nothing but white space. */
    static boolean isBlank(String text) {
        // All white space lies in the basic plane, so chars will do.
        for (int i = 0; i < text.length(); i++) {
            if (!UCharacter.isUWhiteSpace(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether {@code bytes[from, to)} is the UTF-8 of nothing but white space; decodes nothing. */
    static boolean isBlank(byte[] bytes, int from, int to) {
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

    /** Bytes of the white-space character at {@code i}; 0 if there is another. */
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
