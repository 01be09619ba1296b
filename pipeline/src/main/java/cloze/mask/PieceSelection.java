package cloze.mask;

import cloze.config.ExamplesConfig;
import cloze.vocabulary.SpecialIds;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Selects each piece for itself.
 *
 * @param config how many, and how they are drawn
 * @param specials ids of the special pieces
 */
record PieceSelection(ExamplesConfig config, SpecialIds specials) implements PositionSelection {

    @Override
    public int[] select(int[] tokenIds, SplittableRandom random) {
        int[] candidates = PositionSelection.candidates(tokenIds, config, specials);
        return switch (config.maskSelection()) {
            case FIXED_COUNT -> fixedCount(candidates, config.predictions(tokenIds.length), random);
            case INDEPENDENT -> independent(candidates, random);
        };
    }

    /** As create_masked_lm_predictions of google-research/bert: a fixed number of positions, uniformly. Reorders {@code candidates}. */
    private static int[] fixedCount(int[] candidates, int wanted, SplittableRandom random) {
        int[] selected = new int[Math.min(wanted, candidates.length)];
        // The first steps of a shuffle: what is behind them is not needed.
        for (int i = 0; i < selected.length; i++) {
            int other = random.nextInt(i, candidates.length);
            selected[i] = candidates[other];
            candidates[other] = candidates[i];
        }
        return selected;
    }

    /**
     * Each position by itself. None may be selected, and max-predictions-per-seq does not bound it: a bound would make selections depend
     * on each other.
     */
    private int[] independent(int[] candidates, SplittableRandom random) {
        return IntStream.of(candidates)
                .filter(position -> random.nextDouble() < config.maskedLmProb())
                .toArray();
    }
}
