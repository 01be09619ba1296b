package cloze.mask;

import cloze.config.ExamplesConfig;
import cloze.vocabulary.SpecialIds;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Which positions of an example are to be predicted. */
final class PositionSelection {
    private PositionSelection() {}

    /** The selected positions, in any order. */
    static int[] select(int[] tokenIds, ExamplesConfig config, SpecialIds specials, SplittableRandom random) {
        return switch (config.maskSelection()) {
            case FIXED_COUNT -> fixedCount(tokenIds, config, specials, random);
            case INDEPENDENT -> independent(tokenIds, config, specials, random);
        };
    }

    /**
     * As create_masked_lm_predictions of google-research/bert (bert-parity.md, B3): a fixed number of positions, uniformly among all that do
     * not hold [CLS] or [SEP]. [UNK] may be selected.
     */
    private static int[] fixedCount(
            int[] tokenIds, ExamplesConfig config, SpecialIds specials, SplittableRandom random) {
        int[] candidates = positions(tokenIds, id -> id != specials.cls() && id != specials.sep());
        int count = Math.min(count(tokenIds.length, config), candidates.length);
        int[] selected = new int[count];
        // The first steps of a shuffle: what is behind them is not needed.
        for (int i = 0; i < count; i++) {
            int other = random.nextInt(i, candidates.length);
            selected[i] = candidates[other];
            candidates[other] = candidates[i];
        }
        return selected;
    }

    /** Number of positions for an example of {@code length} tokens, specials included. Halves round to even, as Python's round does. */
    static int count(int length, ExamplesConfig config) {
        int rounded = (int) Math.rint(length * config.maskedLmProb());
        return Math.min(config.maxPredictionsPerSeq(), Math.max(1, rounded));
    }

    /**
     * Each position that holds no special piece by itself (generated-language.md, section 2). None may be selected, and
     * max-predictions-per-seq does not bound it: a bound would make selections depend on each other.
     */
    private static int[] independent(
            int[] tokenIds, ExamplesConfig config, SpecialIds specials, SplittableRandom random) {
        return IntStream.of(positions(tokenIds, id -> !specials.contains(id)))
                .filter(position -> random.nextDouble() < config.maskedLmProb())
                .toArray();
    }

    private static int[] positions(int[] tokenIds, IntPredicate isCandidate) {
        return IntStream.range(0, tokenIds.length)
                .filter(position -> isCandidate.test(tokenIds[position]))
                .toArray();
    }
}
