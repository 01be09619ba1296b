package cloze.inference;

import cloze.vocabulary.Vocabulary;

/** A text as the network reads it. */
final class SingleText {
    private SingleText() {}

    /**
     * [CLS] text [SEP]; what is beyond {@code longest} tokens, these two included, is cut off at the end.
     *
     * @param tokens of the text, no specials added
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
