package cloze.vocabulary;

import cloze.config.VocabularyConfig;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The pieces of a trained vocabulary that do not depend on the corpus. */
final class FixedPieces {
    private FixedPieces() {}

    /**
     * Returns the pieces in id order: the five specials, the unused slots (named as in google-research/bert's released
     * vocabularies), the reserved pieces.
     */
    static List<String> of(VocabularyConfig config) {
        return Stream.of(
                        Vocabulary.SPECIALS.stream(),
                        IntStream.range(0, config.unusedSlots()).mapToObj("[unused%d]"::formatted),
                        config.reservedPieces().stream())
                .flatMap(pieces -> pieces)
                .toList();
    }

    /** Returns the number of ids left for pieces of the corpus. */
    static int room(VocabularyConfig config) {
        return config.vocabSize() - of(config).size();
    }
}
