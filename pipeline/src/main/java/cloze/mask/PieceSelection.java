package cloze.mask;

import cloze.config.ExamplesConfig;
import cloze.vocabulary.SpecialIds;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Selects pieces individually.
 *
 * @param config how many to select, and how
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

    /**
     * Selects a fixed number of positions uniformly, like create_masked_lm_predictions of google-research/bert.
     * Reorders {@code candidates}.
     */
    private static int[] fixedCount(int[] candidates, int wanted, SplittableRandom random) {
        int[] selected = new int[Math.min(wanted, candidates.length)];
        // A partial Fisher-Yates shuffle: the remaining steps would not change the selection.
        for (int i = 0; i < selected.length; i++) {
            int other = random.nextInt(i, candidates.length);
            selected[i] = candidates[other];
            candidates[other] = candidates[i];
        }
        return selected;
    }

    /**
     * Selects each position independently. The selection may be empty, and max-predictions-per-seq does not limit it,
     * because a limit would make positions dependent on each other.
     */
    private int[] independent(int[] candidates, SplittableRandom random) {
        return IntStream.of(candidates)
                .filter(position -> random.nextDouble() < config.maskedLmProb())
                .toArray();
    }
}
