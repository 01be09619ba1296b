package cloze.inference;

import cloze.vocabulary.Vocabulary;
import java.util.Arrays;

/**
 * Two sentences as the network reads them: [CLS] A [SEP] B [SEP].
 *
 * @param ids [T]
 * @param segments [T], 0 through the first [SEP], then 1
 */
@SuppressWarnings("ArrayRecordComponent") // passed straight to the network, never compared
record SentencePair(int[] ids, int[] segments) {
    /**
     * Joins {@code first} and {@code second}. If they are too long together, the longer one loses one token at a time
     * (the second if both are equal), as in google-research/bert, {@code truncate_seq_pair}. A is cut at its beginning
     * and B at its end, so that the text where they meet is kept.
     *
     * @param longest maximum number of tokens for the network, including specials
     */
    static SentencePair of(int[] first, int[] second, Vocabulary vocabulary, int longest) {
        int firstLength = first.length;
        int secondLength = second.length;
        while (firstLength + secondLength > longest - 3) {
            if (firstLength > secondLength) {
                firstLength--;
            } else {
                secondLength--;
            }
        }
        int[] ids = new int[firstLength + secondLength + 3];
        ids[0] = vocabulary.cls();
        System.arraycopy(first, first.length - firstLength, ids, 1, firstLength);
        ids[firstLength + 1] = vocabulary.sep();
        System.arraycopy(second, 0, ids, firstLength + 2, secondLength);
        ids[ids.length - 1] = vocabulary.sep();
        int[] segments = new int[ids.length];
        Arrays.fill(segments, firstLength + 2, ids.length, 1);
        return new SentencePair(ids, segments);
    }
}
