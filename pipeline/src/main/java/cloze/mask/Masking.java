package cloze.mask;

import cloze.config.ExamplesConfig;
import cloze.config.ExamplesConfig.Replacement;
import cloze.vocabulary.SpecialIds;
import cloze.vocabulary.WordParts;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Draws the masks of an example: 80 % of the selected positions become [MASK], 10 % keep their piece, 10 % get a random
 * piece (BERT paper, section 3.1). The pieces of a whole word draw their replacements independently, as in
 * google-research/bert.
 *
 * @param selection which positions to predict
 * @param replacement which pieces may be a random replacement
 * @param specials ids of the special pieces, and V
 */
record Masking(PositionSelection selection, Replacement replacement, SpecialIds specials) {
    private static final double MASK_SHARE = 0.8;

    /** Share of kept pieces among those that do not become [MASK]. */
    private static final double KEEP_SHARE = 0.5;

    /** Creates the masking of {@code config}. Not thread-safe. */
    static Masking of(ExamplesConfig config, SpecialIds specials, WordParts parts) {
        return new Masking(PositionSelection.of(config, specials, parts), config.replacement(), specials);
    }

    /** Draws masks for a copy of {@code tokenIds}. */
    Masked mask(int[] tokenIds, SplittableRandom random) {
        int[] positions = selection.select(tokenIds, random);
        int[] inputIds = tokenIds.clone();
        for (int position : positions) {
            inputIds[position] = drawn(tokenIds[position], random);
        }
        Arrays.sort(positions);
        int[] originals =
                Arrays.stream(positions).map(position -> tokenIds[position]).toArray();
        return new Masked(inputIds, positions, originals);
    }

    private int drawn(int original, SplittableRandom random) {
        if (random.nextDouble() < MASK_SHARE) {
            return specials.mask();
        }
        if (random.nextDouble() < KEEP_SHARE) {
            return original;
        }
        return switch (replacement) {
            case ALL -> random.nextInt(specials.vocabularySize());
            case NON_SPECIAL -> nonSpecial(random);
        };
    }

    /** Draws uniformly from the ids that are not special. */
    private int nonSpecial(SplittableRandom random) {
        int[] skipped = specials.ascending();
        int id = random.nextInt(specials.vocabularySize() - skipped.length);
        for (int special : skipped) {
            if (id >= special) {
                id++;
            }
        }
        return id;
    }

    /**
     * The masks of an example.
     *
     * @param inputIds [T], with the selected positions replaced
     * @param positions [P], ascending
     * @param originals [P], the original ids at {@code positions}
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Masked(int[] inputIds, int[] positions, int[] originals) {}
}
