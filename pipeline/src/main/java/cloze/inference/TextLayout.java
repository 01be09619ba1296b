package cloze.inference;

import cloze.vocabulary.Vocabulary;
import java.util.Arrays;
import java.util.List;

/**
 * Lays out the texts of a classifier for the network, in training as in inference: [CLS] A [SEP], or
 * [CLS] A [SEP] B [SEP]. Texts that are too long lose tokens at their end. Of a pair the longer one is cut to the length
 * of the other, then both to half of the room; an odd token goes to the longer one, to B if both are equal. That is
 * {@code longest_first} of Hugging Face's tokenizers.
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
        int a = texts.get(0).length;
        int b = texts.get(1).length;
        int room = longest - 3;
        int shorter = Math.min(Math.min(a, b), room / 2);
        int longer = Math.min(Math.max(a, b), room - shorter);
        int first = a > b ? longer : shorter;
        int second = a > b ? shorter : longer;
        SentencePair pair = SentencePair.of(
                Arrays.copyOf(texts.get(0), first), Arrays.copyOf(texts.get(1), second), vocabulary, longest);
        return new LaidOut(pair.ids(), pair.segments());
    }
}
