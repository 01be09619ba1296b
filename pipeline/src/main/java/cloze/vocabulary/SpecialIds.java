package cloze.vocabulary;

import java.io.Serializable;
import java.util.stream.IntStream;

/**
 * The parts of a vocabulary that building and masking examples need: the ids of the specials, and its size.
 *
 * @param pad id of [PAD]
 * @param unk id of [UNK]
 * @param cls id of [CLS]
 * @param sep id of [SEP]
 * @param mask id of [MASK]
 * @param vocabularySize number of ids, V
 */
public record SpecialIds(int pad, int unk, int cls, int sep, int mask, int vocabularySize) implements Serializable {

    public static SpecialIds of(Vocabulary vocabulary) {
        return new SpecialIds(
                vocabulary.pad(),
                vocabulary.unk(),
                vocabulary.cls(),
                vocabulary.sep(),
                vocabulary.mask(),
                vocabulary.size());
    }

    /** Returns whether {@code id} is one of the five specials. */
    public boolean contains(int id) {
        return id == pad || id == unk || id == cls || id == sep || id == mask;
    }

    /** Returns the five ids in ascending order. */
    public int[] ascending() {
        return IntStream.of(pad, unk, cls, sep, mask).sorted().toArray();
    }
}
