package cloze.inference;

import cloze.vocabulary.Vocabulary;

/** Lays out a text for the network. */
final class SingleText {
    private SingleText() {}

    /**
     * Returns [CLS] text [SEP], truncated at the end to {@code longest} tokens, including these two.
     *
     * @param tokens of the text, without specials
     */
    static int[] of(int[] tokens, Vocabulary vocabulary, int longest) {
        int kept = Math.min(tokens.length, longest - 2);
        int[] ids = new int[kept + 2];
        ids[0] = vocabulary.cls();
        System.arraycopy(tokens, 0, ids, 1, kept);
        ids[kept + 1] = vocabulary.sep();
        return ids;
    }
}
