package cloze.inference;

import cloze.vocabulary.Vocabulary;
import java.util.Arrays;
import java.util.List;

/**
 * Lays out the texts of a classifier for the network, in training as in inference: [CLS] A [SEP], or
 * [CLS] A [SEP] B [SEP]. Texts that are too long lose tokens at their end; of a pair the longer one first, the second if
 * both are equal (google-research/bert, {@code run_classifier.py}; {@code longest_first} of transformers).
 *
 * @param vocabulary has the specials
 * @param longest maximum number of tokens, including specials
 */
public record TextLayout(Vocabulary vocabulary, int longest) {
    /**
     * Texts as the network reads them.
     *
     * @param ids [T]
     * @param segments [T], 0 through the first [SEP], then 1
     */
    @SuppressWarnings("ArrayRecordComponent") // passed straight to the network, never compared
    public record LaidOut(int[] ids, int[] segments) {}

    /**
     * Joins one or two texts.
     *
     * @param texts tokens of each, without specials
     */
    public LaidOut of(List<int[]> texts) {
        if (texts.size() == 1) {
            int[] ids = SingleText.of(texts.get(0), vocabulary, longest);
            return new LaidOut(ids, new int[ids.length]);
        }
        int first = texts.get(0).length;
        int second = texts.get(1).length;
        while (first + second > longest - 3) {
            if (first > second) {
                first--;
            } else {
                second--;
            }
        }
        SentencePair pair = SentencePair.of(
                Arrays.copyOf(texts.get(0), first), Arrays.copyOf(texts.get(1), second), vocabulary, longest);
        return new LaidOut(pair.ids(), pair.segments());
    }
}
