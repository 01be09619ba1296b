package cloze.mask;

import cloze.config.ExamplesConfig;
import cloze.vocabulary.SpecialIds;
import cloze.vocabulary.WordParts;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Which positions of an example are to be predicted. */
sealed interface PositionSelection permits PieceSelection, WordSelection {
    /** The selected positions of {@code tokenIds}, in any order, each once. */
    int[] select(int[] tokenIds, SplittableRandom random);

    /** The selection {@code config} asks for. Serves one thread. */
    static PositionSelection of(ExamplesConfig config, SpecialIds specials, WordParts parts) {
        return config.doWholeWordMask()
                ? new WordSelection(config, specials, new WordEnds(parts))
                : new PieceSelection(config, specials);
    }

    /**
     * The positions that may be selected, ascending. A fixed count is drawn among all that do not hold [CLS] or [SEP], as in the
     * reference, so [UNK] may be selected; an independent draw is for those that hold no special piece.
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
