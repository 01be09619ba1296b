package cloze.mask;

import cloze.vocabulary.SpecialIds;
import cloze.vocabulary.Vocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A vocabulary short enough to be read by a person. */
final class SmallVocabulary {
    static final Vocabulary VOCABULARY = Vocabulary.of(
            List.of(("[PAD] [UNK] [CLS] [SEP] [MASK] . ， 。 the coat ran un phil ##am ##mon ##afford ##able "
                            + "我 爱 北 京 天 安 门 今 气 很 好 们 去 公 园 散 步 𠀋")
                    .split(" ")),
            "test");
    static final SpecialIds SPECIALS = SpecialIds.of(VOCABULARY);

    private SmallVocabulary() {}

    /** Returns the ids of pieces separated by spaces. */
    static int[] ids(String text) {
        return Arrays.stream(text.split(" "))
                .mapToInt(piece -> VOCABULARY.id(piece).orElseThrow())
                .toArray();
    }

    static String text(int... ids) {
        return Arrays.stream(ids).mapToObj(VOCABULARY::piece).collect(Collectors.joining(" "));
    }
}
