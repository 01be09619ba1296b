package cloze.vocabulary;

import java.io.Serializable;
import java.util.stream.IntStream;

/**
 * What building and masking examples needs to know of a vocabulary: where its specials are and how large it is.
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

    /** Whether {@code id} is one of the five. */
    public boolean contains(int id) {
        return id == pad || id == unk || id == cls || id == sep || id == mask;
    }

    /** The five ids, ascending. */
    public int[] ascending() {
        return IntStream.of(pad, unk, cls, sep, mask).sorted().toArray();
    }
}
