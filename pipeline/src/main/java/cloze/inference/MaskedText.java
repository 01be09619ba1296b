package cloze.inference;

import cloze.vocabulary.Vocabulary;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A text with masks as the network reads it: [CLS] text [SEP].
 *
 * @param ids [T]
 * @param masks places in {@code ids} that are asked for, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // handed straight to the network, never compared
record MaskedText(int[] ids, int[] masks) {
    /**
     * What the network is to read for the masks of {@code tokens}: the whole, or, where that is too long, for each mask a stretch of its own with
     * as much text on either side as there is room for (more on one side where the other has no more). Other masks within a stretch stay
     * masked. Masks keep their order; empty without any.
     *
     * @param tokens of the text, no specials added
     * @param longest tokens that the network can read, [CLS] and [SEP] included
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
