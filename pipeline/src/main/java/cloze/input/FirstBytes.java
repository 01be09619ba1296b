package cloze.input;

import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Bytes by which a format is recognised.
 *
 * @param offset where in the file they are
 * @param pattern in hexadecimal digits; a dot stands for any digit
 */
record FirstBytes(int offset, String pattern) {
    /** Bytes at the beginning of a file. */
    static FirstBytes of(String pattern) {
        return new FirstBytes(0, pattern);
    }

    /** Returns those of {@code patterns}, which are separated by spaces. */
    static Stream<FirstBytes> among(String patterns) {
        return patterns.isEmpty()
                ? Stream.empty()
                : Arrays.stream(patterns.split(" ")).map(FirstBytes::of);
    }

    int length() {
        return pattern.length() / 2;
    }

    /** Returns whether a file that begins with {@code head} has these bytes. */
    boolean begin(byte[] head) {
        return beginAt(head, offset);
    }

    /** Returns whether these bytes are at {@code index} of {@code bytes}. */
    boolean beginAt(byte[] bytes, int index) {
        int digits = pattern.length();
        if (index + length() > bytes.length) {
            return false;
        }
        for (int i = 0; i < digits; i++) {
            char expected = pattern.charAt(i);
            int digit = (bytes[index + i / 2] >> (i % 2 == 0 ? 4 : 0)) & 0xf;
            if (expected != '.' && digit != Character.digit(expected, 16)) {
                return false;
            }
        }
        return true;
    }
}
