package cloze.mask;

import cloze.config.ExamplesConfig;
import cloze.vocabulary.SpecialIds;
import cloze.vocabulary.WordParts;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Selects the positions of an example to be predicted. */
sealed interface PositionSelection permits PieceSelection, WordSelection {
    /** Returns the selected positions of {@code tokenIds}, each once, in any order. */
    int[] select(int[] tokenIds, SplittableRandom random);

    /** Creates the selection that {@code config} describes. Not thread-safe. */
    static PositionSelection of(ExamplesConfig config, SpecialIds specials, WordParts parts) {
        return config.doWholeWordMask()
                ? new WordSelection(config, specials, new WordEnds(parts))
                : new PieceSelection(config, specials);
    }

    /**
     * Returns the positions that may be selected, ascending. With a fixed count these are all but [CLS] and [SEP], as
     * in the reference, so [UNK] may be selected; with independent draws, all but the special pieces.
     */
    static int[] candidates(int[] tokenIds, ExamplesConfig config, SpecialIds specials) {
        IntPredicate isCandidate =
                switch (config.maskSelection()) {
                    case FIXED_COUNT -> id -> id != specials.cls() && id != specials.sep();
                    case INDEPENDENT -> id -> !specials.contains(id);
                };
        return IntStream.range(0, tokenIds.length)
                .filter(position -> isCandidate.test(tokenIds[position]))
                .toArray();
    }
}
