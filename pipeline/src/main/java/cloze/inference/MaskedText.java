package cloze.inference;

import cloze.vocabulary.Vocabulary;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A text with masks as the network reads it: [CLS] text [SEP].
 *
 * @param ids [T]
 * @param masks positions in {@code ids} to predict, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // passed straight to the network, never compared
record MaskedText(int[] ids, int[] masks) {
    /**
     * Lays out {@code tokens} for the network: as a whole or, if that is too long, as one window per mask. A window has
     * as much text as fits, with equal amounts on both sides of the mask, except near an end of the text. Other masks
     * within a window stay masked. Masks keep their order. Empty if there is no mask.
     *
     * @param tokens of the text, without specials
     * @param longest maximum number of tokens for the network, including [CLS] and [SEP]
     */
    static List<MaskedText> of(int[] tokens, Vocabulary vocabulary, int longest) {
        int[] masks = IntStream.range(0, tokens.length)
                .filter(at -> tokens[at] == vocabulary.mask())
                .toArray();
        if (masks.length == 0) {
            return List.of();
        }
        int room = longest - 2;
        if (tokens.length <= room) {
            return List.of(stretch(tokens, 0, tokens.length, masks, vocabulary));
        }
        return IntStream.of(masks)
                .mapToObj(mask -> {
                    int from = Math.max(0, Math.min(mask - room / 2, tokens.length - room));
                    return stretch(tokens, from, from + room, new int[] {mask}, vocabulary);
                })
                .toList();
    }

    private static MaskedText stretch(int[] tokens, int from, int to, int[] masks, Vocabulary vocabulary) {
        int[] ids = new int[to - from + 2];
        ids[0] = vocabulary.cls();
        System.arraycopy(tokens, from, ids, 1, to - from);
        ids[ids.length - 1] = vocabulary.sep();
        return new MaskedText(
                ids, IntStream.of(masks).map(mask -> mask - from + 1).toArray());
    }
}
