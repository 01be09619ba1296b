package cloze.vocabulary;

import cloze.config.VocabularyConfig;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The pieces of a trained vocabulary that no corpus changes. */
final class FixedPieces {
    private FixedPieces() {}

    /**
     * In id order: the five specials, the unused slots (named as in the vocabularies released with google-research/bert), the reserved
     * pieces.
     */
    static List<String> of(VocabularyConfig config) {
        return Stream.of(
                        Vocabulary.SPECIALS.stream(),
                        IntStream.range(0, config.unusedSlots()).mapToObj("[unused%d]"::formatted),
                        config.reservedPieces().stream())
                .flatMap(pieces -> pieces)
                .toList();
    }

    /** Ids left for pieces of the corpus. */
    static int room(VocabularyConfig config) {
        return config.vocabSize() - of(config).size();
    }
}
