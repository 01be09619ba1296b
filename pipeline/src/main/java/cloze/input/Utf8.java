package cloze.input;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Finds bytes that are not UTF-8: also surrogates, overlong forms and characters that are cut off. */
public final class Utf8 {
    /** Takes the place of bytes that are not UTF-8 when the JDK decodes them. */
    private static final char REPLACEMENT = '\ufffd';

    private static final int DECODED_CHARS = 8192;

    private Utf8() {}

    /** Returns the index of the first byte of {@code bytes[from, to)} that is not UTF-8; -1 if there is none. */
    public static int fault(byte[] bytes, int from, int to) {
        return fault(bytes, from, to, true);
    }

    /** Returns whether {@code bytes} may be the beginning of text in UTF-8, cut off anywhere. */
    static boolean isPrefix(byte[] bytes) {
        return fault(bytes, 0, bytes.length, false) < 0;
    }

    private static int fault(byte[] bytes, int from, int to, boolean whole) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer input = ByteBuffer.wrap(bytes, from, to - from);
        CharBuffer output = CharBuffer.allocate(DECODED_CHARS);
        CoderResult result;
        do {
            output.clear();
            result = decoder.decode(input, output, whole);
        } while (result.isOverflow());
        return result.isError() ? input.position() : -1;
    }

    /**
     * Returns the index of the first byte of {@code bytes[from, to)} that is not UTF-8; -1 if there is none.
     *
     * @param decoded the same bytes as the JDK decodes them. The check is made only if they hold its replacement
     *     character
     */
    public static int fault(byte[] bytes, int from, int to, String decoded) {
        return decoded.indexOf(REPLACEMENT) < 0 ? -1 : fault(bytes, from, to);
    }

    /** Says of a byte that it is not UTF-8, and what to do. */
    public static String message(byte bad, boolean firstOfFile) {
        // UTF-16 files begin with this byte-order mark, in either byte order.
        boolean utf16 = firstOfFile && (bad == (byte) 0xff || bad == (byte) 0xfe);
        return "0x%02X is not valid UTF-8. Text must be UTF-8; convert the file first, for example: iconv -f %s -t UTF-8 FILE > CONVERTED"
                .formatted(bad, utf16 ? "UTF-16" : "WINDOWS-1252");
    }
}
