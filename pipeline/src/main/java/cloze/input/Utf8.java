package cloze.input;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Decodes strictly: refuses surrogates, overlong forms and characters that are cut off. */
public final class Utf8 {
    /** Takes the place of bytes that are not UTF-8 when the JDK decodes them. */
    private static final char REPLACEMENT = '\ufffd';

    private static final int DECODED_CHARS = 8192;

    private Utf8() {}

    /**
     * Decodes {@code bytes[from, to)}.
     *
     * @throws InvalidUtf8Exception at the first byte that is not UTF-8
     */
    public static String decode(byte[] bytes, int from, int to) throws InvalidUtf8Exception {
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        // The JDK decodes faster than it checks. Only text with its replacement character may be wrong.
        int bad = text.indexOf(REPLACEMENT) < 0 ? -1 : fault(bytes, from, to, true);
        if (bad >= 0) {
            throw new InvalidUtf8Exception(bad - from, bytes[bad]);
        }
        return text;
    }

    /** Returns whether {@code bytes} may be the beginning of text in UTF-8, cut off anywhere. */
    static boolean isPrefix(byte[] bytes) {
        return fault(bytes, 0, bytes.length, false) < 0;
    }

    /** Returns the index of the first byte of {@code bytes[from, to)} that is not UTF-8; -1 if there is none. */
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
}
