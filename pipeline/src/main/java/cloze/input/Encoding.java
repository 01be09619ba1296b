package cloze.input;

import java.util.Optional;

/** Tells bytes that are not UTF-8 text: UTF-16 and UTF-32 without a byte-order mark, ISO-2022, and data. */
final class Encoding {
    /** Share of the characters of UTF-16 text, in any language, that are white space, digits or punctuation. */
    private static final double MIN_NULS = 0.05;

    /** ISO-2022 changes to a set of two-byte characters by ESC and a dollar sign. */
    private static final byte[] ESCAPE = {0x1b, '$'};

    private Encoding() {}

    /** Recognises an encoding, or binary data; empty for what may be UTF-8 or another encoding of single bytes. */
    static Optional<ContentKind> of(byte[] head) {
        long[] nuls = new long[4];
        for (int i = 0; i < head.length; i++) {
            nuls[i % 4] += head[i] == 0 ? 1 : 0;
        }
        long even = nuls[0] + nuls[2];
        long odd = nuls[1] + nuls[3];
        if (even + odd == 0) {
            return hasEscape(head) ? Optional.of(ContentKind.ISO_2022) : Optional.empty();
        }
        long quarter = head.length / 4;
        if (quarter > 0
                && ((nuls[0] == 0 && nuls[2] >= quarter && nuls[3] >= quarter)
                        || (nuls[3] == 0 && nuls[0] >= quarter && nuls[1] >= quarter))) {
            return Optional.of(ContentKind.UTF_32);
        }
        if (Math.min(even, odd) == 0 && Math.max(even, odd) > Math.max(1, MIN_NULS * head.length / 2)) {
            return Optional.of(ContentKind.UTF_16);
        }
        return even + odd > head.length / 2 || isBinary(head) ? Optional.of(ContentKind.BINARY) : Optional.empty();
    }

    private static boolean hasEscape(byte[] head) {
        for (int i = 0; i + 1 < head.length; i++) {
            if (head[i] == ESCAPE[0] && head[i + 1] == ESCAPE[1]) {
                return true;
            }
        }
        return false;
    }

    /** Text may hold a NUL, and be written in another encoding; what does both is no text. */
    static boolean isBinary(byte[] head) {
        boolean nul = false;
        for (byte b : head) {
            nul |= b == 0;
        }
        return nul && !Utf8.isPrefix(head);
    }
}
