package cloze.input;

import com.ibm.icu.lang.UCharacter;

/** Recognises blank text: all its characters have Unicode's White_Space property. */
public final class WhiteSpace {
    private WhiteSpace() {}

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

    /** Returns whether {@code text} has only white space and controls, such as NUL, so that tokenization leaves nothing. */
    public static boolean isEmptied(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!UCharacter.isUWhiteSpace(text.charAt(i)) && !Character.isISOControl(text.charAt(i))) {
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
