package cloze.curate.duplicate;

import cloze.random.Seeds;
import java.util.Arrays;

/**
 * The words of a text as hashes. A word is a run of letters and digits; an ideograph or a kana is a word of its own,
 * because such scripts have no spaces. Case does not count.
 */
public final class Words {
    private static final long START = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;
    private static final int FIRST_SIZE = 256;

    private Words() {}

    /** Returns the 64-bit hashes of the words of {@code text}, in their order. */
    public static long[] hashes(String text) {
        long[] hashes = new long[FIRST_SIZE];
        int words = 0;
        long state = START;
        boolean inWord = false;
        for (int at = 0; at < text.length(); ) {
            int point = text.codePointAt(at);
            at += Character.charCount(point);
            boolean single = isWordOfItsOwn(point);
            boolean letter = Character.isLetterOrDigit(point);
            if (inWord && (single || !letter)) {
                hashes = with(hashes, words++, state);
                inWord = false;
            }
            if (letter) {
                state = ((inWord ? state : START) ^ Character.toLowerCase(point)) * PRIME;
                inWord = !single;
                if (single) {
                    hashes = with(hashes, words++, state);
                }
            }
        }
        if (inWord) {
            hashes = with(hashes, words++, state);
        }
        return Arrays.copyOf(hashes, words);
    }

    private static boolean isWordOfItsOwn(int point) {
        // The scripts in question begin with hiragana.
        return point >= 0x3040 && (Character.isIdeographic(point) || point <= 0x30ff);
    }

    private static long[] with(long[] hashes, int index, long state) {
        long[] room = index < hashes.length ? hashes : Arrays.copyOf(hashes, 2 * hashes.length);
        room[index] = Seeds.mix(state);
        return room;
    }
}
